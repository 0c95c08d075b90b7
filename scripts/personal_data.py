"""Write the table of personal data into `docs/personal-data.md` (`make index`)."""

import os
from itertools import groupby
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/personal-data.md"
BEGIN, END = "<!-- table: written by `make index` -->\n", "<!-- end of the table -->\n"
HEADS = (
    "| columns | for what | who sees it | how long | erasing puts there |\n" + "|---" * 5 + "|\n"
)


def table() -> str:
    """The registry of personal data as Markdown: a table for each room."""
    from hongmajia.core.personal_data import all_personal

    rooms = groupby(all_personal(), key=lambda each: each.model._meta.app_label)
    return "\n".join(
        f"### `{room}`\n\n{HEADS}" + "".join(map(line, entries)) for room, entries in rooms
    )


def line(personal: object) -> str:
    """The row of some columns of one model."""
    from hongmajia.core.personal_data import IN_WORDS, Personal

    assert isinstance(personal, Personal)
    name = personal.model.__name__
    columns = ", ".join(f"`{name}.{column}`" for column in personal.fields)
    puts = "; ".join(
        f"{' '.join(f'`{each}`' for each in names.split())}: {IN_WORDS[put]}"
        for put, names in personal.puts.items()
    )
    cells = (columns, personal.purpose, str(personal.seen_by), str(personal.kept), puts)
    return f"| {' | '.join(cells)} |\n"


def with_table(page: str) -> str:
    """The page with the table of today between the two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
    django.setup()
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
