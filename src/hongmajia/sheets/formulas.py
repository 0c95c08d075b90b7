"""Texts that a spreadsheet program would take for a formula, and marks that keep it from that."""

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""OWASP, "CSV Injection": a cell that begins with one of these may be evaluated when opened."""
QUOTED = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL)
"""``="0571"``: how programs keep the digits of a code in a .csv."""
MARK = re.compile(r"['‘’\"]")
"""What all marks contain; looked for first, since it takes less time."""
APOSTROPHE = re.compile(r"\s*['‘’](?=[^'‘’]*\Z)")
"""``'0571``: how people do it; a text with a second one is a quotation and stays."""


def looks_like_formula(text: str) -> bool:
    """Whether a cell with ``text`` must be marked as text by whoever writes it."""
    return text.startswith(FORMULA_STARTS)


def without_marks(text: str) -> str:
    """The text of a cell without ``="…"`` or ``'`` before it, which only mark it as text."""
    if not MARK.search(text):
        return text
    if quoted := QUOTED.fullmatch(text.strip()):
        return quoted[1].replace('""', '"')
    return APOSTROPHE.sub("", text, count=1) if APOSTROPHE.match(text) else text
