"""Places of cells: ``B5`` as row and column, both from 1, and back."""

import re

PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def split(place: str) -> tuple[int, int]:
    """Row and column of ``B5``: (5, 2). Raises ``ValueError`` for anything else."""
    match = PLACE.fullmatch(place)
    if match is None:
        raise ValueError(place)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def join(row: int, column: int) -> str:
    """The place in ``row`` and ``column``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
