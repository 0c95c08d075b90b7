"""The icon sheet holds what the pages ask for."""

import re
from pathlib import Path

import hongmajia
from hongmajia.core.marks import all_marks

SOURCE = Path(hongmajia.__file__).parent
SHEET = SOURCE / "core/static/vendor/icons.svg"
NAMED = re.compile(r"""\bicon(?: |=|\(|": )["']([a-z0-9-]+)["']""")


def drawn() -> set[str]:
    return set(re.findall(r'id="([^"]+)"', SHEET.read_text(encoding="utf-8")))


def named_in(pattern: str) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob(pattern))
    return {name for text in texts for name in NAMED.findall(text)}


def test_every_icon_named_in_a_template_is_drawn() -> None:
    assert named_in("templates/**/*.html") - drawn() == set()


def test_every_icon_named_in_the_code_is_drawn() -> None:
    assert named_in("*.py") - drawn() == set()


def test_every_state_has_an_icon_that_is_drawn() -> None:
    marks = [mark for marks in all_marks().values() for mark in marks.values()]
    assert {mark.icon for mark in marks} - drawn() == set()
