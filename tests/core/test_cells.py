"""Words in the cells of a spreadsheet, and the errors for unknown words."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy

from hongmajia.core.cells import ChosenWord, KnownName, WordList, YesNo, in_every_language
from hongmajia.core.known_names import KnownNames
from hongmajia.unions.enums import Scale, Section

SIZES = ChosenWord(choices=Scale.choices, otherwise=Scale.SMALL, required=False)
YES = YesNo()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("大型", "large"),
        ("large", "large"),
        ("", "small"),
        ("大 型", "large"),
        ("ＬＡＲＧＥ", "large"),
    ],
)
def test_a_choice_is_known_by_its_label_and_its_value(word: str, meant: str) -> None:
    assert SIZES.clean(word) == meant


def test_a_chinese_file_is_read_when_the_page_is_english() -> None:
    with translation.override("en"):
        assert SIZES.clean("大型") == Scale.LARGE
        assert YES.clean("是") is True


def test_an_unknown_word_is_told_what_may_stand_there() -> None:
    with pytest.raises(ValidationError, match="没有“巨型”这一项，只能填：大型、中型、小型、微型。"):
        SIZES.clean("巨型")


def test_of_many_words_the_nearest_is_named() -> None:
    many = ChosenWord(label="行业", choices=Section.choices)
    with pytest.raises(ValidationError, match="没有“制造”这一项，是不是“制造业”"):
        many.clean("制造")
    with pytest.raises(ValidationError, match="请从模板的“行业可填的词”里选"):
        many.clean("造飞船")


@pytest.mark.parametrize(("word", "meant"), [("是", True), ("否", False), ("", False)])
def test_yes_and_no_are_both_answers(word: str, meant: bool) -> None:
    assert YES.clean(word) is meant


def test_words_may_be_parted_as_people_part_them() -> None:
    assert WordList().clean("焊接、工装，焊接;检测\n钳工、无") == ["焊接", "工装", "检测", "钳工"]


class TestKnownName:
    field = KnownName()
    field.known = KnownNames()
    field.known.add(1, "德清县总工会")
    field.known.add(2, "安吉县总工会", "330523")
    field.known.add(3, "某某厂（演示）", apart="某某厂（德清）")
    field.known.add(4, "某某厂（演示）", apart="某某厂（安吉）")

    @pytest.mark.parametrize("name", ["德清县总工会", "德清县 总工会", "\u202d德清县总工会\u202c"])
    def test_a_name_gives_the_thing_however_it_is_written(self, name: str) -> None:
        assert self.field.clean(name) == 1

    def test_a_thing_may_have_several_names(self) -> None:
        assert self.field.clean("３３０５２３") == self.field.clean("安吉县总工会") == 2

    def test_of_one_name_for_two_it_is_asked_which_is_meant(self) -> None:
        said = "有2个“某某厂(演示)”，请写明是哪一个：某某厂（德清）、某某厂（安吉）。"
        with pytest.raises(ValidationError, match=re.escape(said)):
            self.field.clean("某某厂(演示)")

    def test_another_cell_of_the_row_may_tell_which(self) -> None:
        field = KnownName()
        field.known, field.prefer = self.field.known, lambda thing: thing == 4
        assert field.clean("某某厂(演示)") == 4
        field.prefer = lambda thing: False
        with pytest.raises(ValidationError, match="有2个"):
            field.clean("某某厂(演示)")

    def test_a_slip_of_the_pen_is_recognised(self) -> None:
        with pytest.raises(ValidationError, match="没有找到“德清总工会”。是不是“德清县总工会”？"):
            self.field.clean("德清总工会")

    def test_a_stranger_is_told_to_write_the_full_name(self) -> None:
        with pytest.raises(ValidationError, match="请照系统里的全称填写"):
            self.field.clean("火星")

    def test_nothing_is_nothing(self) -> None:
        optional = KnownName(required=False)
        assert optional.clean("") is None


def test_a_lazy_text_is_known_as_every_language_writes_it() -> None:
    words: Any = gettext_lazy("企业")
    assert in_every_language(words)[0] == "企业"
    assert len(in_every_language(words)) == 2
