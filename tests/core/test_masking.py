"""Masking of personal data."""

import pytest

from hongmajia.core.masking import mask_phone, surname


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812341234", "138****1234"),
        ("057188880000", "0571****0000"),
        ("88880000", "******00"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_a_number_keeps_so_much_that_its_owner_knows_it(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("name", "first"), [("董建国", "董"), ("欧阳明", "欧阳"), ("欧明", "欧"), ("", "")]
)
def test_surnames_of_one_and_of_two_characters(name: str, first: str) -> None:
    assert surname(name) == first
