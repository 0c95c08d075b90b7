"""The passage of a text that holds the words of a query, with the words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.core.passages import BEFORE, CUT, LENGTH, marked, passage

LONG = "前面的话。" * 30 + "焊接以后变形厉害" + "后面的话。" * 30


def test_words_are_marked_longest_first_in_any_case() -> None:
    assert marked("CNC车床", "cnc 车床") == "<mark>CNC</mark><mark>车床</mark>"
    assert marked("没有", "焊接") == "没有"
    assert marked("没有", "？！") == "没有"


def test_markup_in_a_text_stays_text() -> None:
    assert marked("<b>焊接</b>", "焊接") == "&lt;b&gt;<mark>焊接</mark>&lt;/b&gt;"


def test_the_passage_begins_a_little_before_the_words() -> None:
    found = passage([LONG], "焊接 变形")
    assert found.startswith(CUT)
    assert found.endswith(CUT)
    assert found.index("焊接") == BEFORE + len(CUT)


@pytest.mark.parametrize(
    ("texts", "query", "found"),
    [
        (["短的一句，焊接。"], "焊接", "短的一句，焊接。"),
        (["没有词的一句", "第二段里焊接变形"], "焊接", "第二段里焊接变形"),
        (["只有焊接", "焊接和变形都有"], "焊接 变形", "焊接和变形都有"),
        (["没有词的\n一句"], "焊接", "没有词的 一句"),
        (["", " "], "焊接", ""),
        ([], "焊接", ""),
    ],
)
def test_the_passage_with_most_of_the_words_is_shown(
    texts: list[str], query: str, found: str
) -> None:
    assert passage(texts, query) == found


TEXTS = st.lists(st.text(alphabet="焊接变形a1，。 \n", max_size=300), max_size=3)


@given(TEXTS, st.text(max_size=9))
def test_a_passage_is_short_and_stands_in_a_text(texts: list[str], query: str) -> None:
    found = passage(texts, query)
    assert len(found) <= LENGTH + 2
    assert not found or any(found.strip(CUT) in " ".join(text.split()) for text in texts)
