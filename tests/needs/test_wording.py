"""The title derived from what the asker wrote."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.needs.models import Need
from hongmajia.needs.wording import TITLE_LENGTH, title_from


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("水泵振动", "水泵振动"),
        ("  水泵振动。一开机就响。", "水泵振动"),
        ("怎么减少焊接变形？校平很费时间", "怎么减少焊接变形"),
        (
            "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平，有的还要返工",
            "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平",
        ),
        ("一" * 50, "一" * 29 + "…"),
    ],
)
def test_the_first_sentence_is_the_title(text: str, title: str) -> None:
    assert title_from(text) == title


@given(st.text(min_size=1))
def test_a_title_always_fits(text: str) -> None:
    assert len(title_from(text)) <= TITLE_LENGTH


def test_an_industry_of_the_standard_is_named_in_the_readers_language() -> None:
    need = Need(industry="专用设备制造业")
    assert need.industry_name == "专用设备制造业"
    with translation.override("en"):
        assert need.industry_name == "Special-purpose machinery"


def test_an_industry_in_peoples_own_words_stays() -> None:
    with translation.override("en"):
        assert Need(industry="做钢锅的").industry_name == "做钢锅的"
        assert Need().industry_name == ""
