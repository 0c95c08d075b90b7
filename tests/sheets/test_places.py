"""Places of cells as letters and numbers."""

import pytest

from hongmajia.sheets.places import column_letters, column_number, join, split

COLUMNS = {"A": 1, "Z": 26, "AA": 27, "AB": 28, "ZZ": 702, "AAA": 703, "XFD": 16384}


def test_letters_of_columns_count_on() -> None:
    assert {letters: column_number(letters) for letters in COLUMNS} == COLUMNS
    assert {column_letters(number): number for number in COLUMNS.values()} == COLUMNS


def test_a_place_is_row_and_column_and_back() -> None:
    assert split("AB12") == (12, 28)
    assert join(12, 28) == "AB12"


@pytest.mark.parametrize("place", ["", "A", "5", "A0", "A05", "a5", "$A$5", "A5:B5", "ABCD5"])
def test_anything_else_is_no_place(place: str) -> None:
    with pytest.raises(ValueError, match=place.replace("$", ".") or "^$"):
        split(place)
