"""From what the asker wrote to the one line that stands in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
