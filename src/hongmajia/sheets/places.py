"""Places of cells: ``B5`` as row and column, both from 1, and back."""

import re

CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_number(letters: str) -> int:
    """The number of a column: ``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 → ``A``, 28 → ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split(place: str) -> tuple[int, int]:
    """Row and column of ``B5``: (5, 2). Raises ``ValueError`` for anything else."""
    match = CELL.fullmatch(place)
    if match is None:
        raise ValueError(place)
    return int(match[2]), column_number(match[1])


def join(row: int, column: int) -> str:
    """The place in ``row`` and ``column``."""
    return f"{column_letters(column)}{row}"
