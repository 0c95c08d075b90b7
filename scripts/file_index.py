"""Write the index of files into `docs/architecture.md` (`make index`).

Each module is listed with the first sentence of its docstring and with the numbers that it fixes.
Modules that every room has, such as ``forms.py``, are listed only if they fix a number.
"""

import ast
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/hongmajia"
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- index of files: written by `make index` -->\n", "<!-- end of the index -->\n"
SAME_IN_EVERY_ROOM = [
    *[
        "__init__",
        "actions",
        "api",
        "apps",
        "enums",
        "facts",
        "forms",
        "imports",
        "models",
        "queries",
    ],
    *[
        "querysets",
        "receivers",
        "registrations",
        "rules",
        "slots",
        "states",
        "tasks",
        "urls",
        "views",
    ],
]
COMMENT = re.compile(r"^// (.+)$", re.MULTILINE)


def index() -> str:
    """The index as Markdown: a table for each room or package."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.typ")]
    listed = sorted(path.relative_to(PACKAGE) for path in files if "migrations" not in path.parts)
    tables = (table(room, list(paths)) for room, paths in groupby(listed, key=lambda p: p.parts[0]))
    return "\n".join(filter(None, tables))


def table(room: str, paths: list[Path]) -> str:
    """The files of one room; empty for one without modules of its own."""
    rows = [row for path in paths if (row := line(path))]
    heading = f"### `{room}/`\n\n| file | what it does | numbers it fixes |\n|---|---|---|\n"
    return heading + "".join(rows) if rows and len(paths) > 1 else ""


def line(path: Path) -> str:
    """The row of one file; empty if every room has such a file and this one fixes no number."""
    text = (PACKAGE / path).read_text(encoding="utf-8")
    if path.suffix == ".typ":
        return f"| `{path}` | {cell(COMMENT.findall(text)[0])} | |\n"
    module = ast.parse(text)
    fixed = ", ".join(f"`{name}`" for name in numbers(module))
    if path.stem in SAME_IN_EVERY_ROOM and not fixed:
        return ""
    return f"| `{path}` | {cell((ast.get_docstring(module) or '').split(chr(10))[0])} | {fixed} |\n"


def numbers(module: ast.Module) -> Iterator[str]:
    """The names of the module's constants whose values are numbers, or contain some."""
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            name = ast.unparse(targets[0])
            if re.fullmatch(r"[A-Z][A-Z0-9_]+", name) and holds_number(statement.value):
                yield name


def holds_number(value: ast.expr) -> bool:
    """Whether an expression of the sources is a number, or has one at its top two levels."""
    if isinstance(value, ast.Tuple | ast.List):
        return any(map(holds_number, value.elts))
    if isinstance(value, ast.Dict):
        return any(map(holds_number, value.values))
    if isinstance(value, ast.BinOp):
        return holds_number(value.left) or holds_number(value.right)
    if isinstance(value, ast.Call):
        named = [keyword.value for keyword in value.keywords]
        return ast.unparse(value.func) == "timedelta" and any(map(holds_number, named))
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


def cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return text.replace("``", "`").replace("|", "\\|").strip()


def with_index(page: str) -> str:
    """The page with the index of today between the two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{index()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(with_index(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
