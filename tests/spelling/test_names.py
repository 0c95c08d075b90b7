"""A name is one name however it is typed or pasted."""

import pytest

from hongmajia.spelling import folded, name_key, read_code, seen, tidy_name


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("李\u3000明", "李明"),
        (" 李 明\xa0", "李明"),
        ("\u202d李明\u202c\ufeff", "李明"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"),
        ("德清某某厂 (演示)", "德清某某厂（演示）"),
        ("（杭州） 某某有限公司", "（杭州）某某有限公司"),
        ("ＡＢＣ焊接２队", "ABC焊接2队"),
        ("德清县总⼯会", "德清县总工会"),
        ("⻢某⻢", "马某马"),
        ("买买提ㆍ艾力", "买买提·艾力"),
        ("ABB 电气  Hangzhou", "ABB 电气 Hangzhou"),
        ("John  Smith", "John Smith"),
        ("第①车间", "第①车间"),
        ("𢛳某", "𢛳某"),
    ],
)
def test_a_name_is_stored_in_its_usual_form(written: str, stored: str) -> None:
    assert tidy_name(written) == stored
    assert tidy_name(stored) == stored
    assert name_key(written) == name_key(stored)


@pytest.mark.parametrize(
    "written",
    [
        "德清某某厂（演示）", "德清某某厂(演示)", "德清某某厂〔演示〕", "德清某某厂【演示】",
        "德清 某某厂 （演示） ", "\u200e德清某某厂（演示）", "德清某某厂（ 演示 ）",
    ],
)  # fmt: skip
def test_all_ways_to_write_an_enterprise_find_it(written: str) -> None:
    assert name_key(written) == name_key("德清某某厂（演示）")


@pytest.mark.parametrize("other", ["德清某某厂", "德清某某二厂（演示）", "德清某某厂（演练）"])
def test_another_name_is_another(other: str) -> None:
    assert name_key(other) != name_key("德清某某厂（演示）")


def test_a_code_is_read_from_what_was_pasted() -> None:
    for written in (
        "91330521bug001001d",
        " 9133 0521-BUG0\u200b01001D",
        "９１３３０５２１BUG001001D",
    ):
        assert read_code(written) == "91330521BUG001001D"


def test_seen_keeps_every_character_that_can_be_seen() -> None:
    text = "CO₂ 10⁶次 “引号” ①\t\n❤ é"
    assert seen(text) == text
    assert seen("❤\ufe0f\u2066") == "❤"


def test_what_differs_in_width_case_blanks_and_dashes_only_is_folded_to_one() -> None:
    assert folded("MIG－焊 （ａ）") == folded("mig—焊(A)") == "mig-焊(a)"
