"""A paper fails on no character: it is printed, or a sign stands for it and a note says so."""

from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hongmajia.papers import missing_glyphs, set_in_print, typeset
from hongmajia.papers.glyphs import faces

from .boxes import UNUSUAL, boxes_in, text_of

LETTER = Path(__file__).with_name("letter.typ")
FACTS: dict[str, Any] = {"title": "给师傅的信", "text": "", "unit": "莫干精工"}
TRADE = "①②③ ㎡ ℃ → ≤ ≥ × ± φ Φ Ω μ □ ★ — … 〇 ½ ‰ · “”‘’《》【】（）％ Ⅲ α"


def letter(text: str) -> bytes:
    return typeset(LETTER, {**FACTS, "text": text})


@pytest.mark.parametrize("text", [TRADE, UNUSUAL])
def test_signs_of_the_trade_and_unusual_ones_are_printed(text: str) -> None:
    paper = letter(text)

    assert missing_glyphs(text) == ""
    assert boxes_in(paper) == 0
    assert set(text) - set(text_of(paper)) <= set(" \u0304\u20e3φ…—‘’“”🇨🇳")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("每天10⁶次", "10⁶次"),
        ("减少CO₂排放", "CO₂"),
        ("孔⌀12", "⌀12"),
        ("\ue863师傅", "䶮师傅"),  # GBK's private code
        ("\uf0d8先断电", "➢先断电"),  # Word's list
        ("葛\U000e0100师傅", "葛师傅"),  # a selector of a variant
        ("\ufffe编\U0001ffff号", "编号"),  # no characters
    ],
)
def test_what_is_printed_means_what_was_written(text: str, means: str) -> None:
    assert means in text_of(letter(text)).replace(" ", "")


def test_numbers_are_never_joined_from_what_stood_apart() -> None:
    assert set_in_print("3⅐和10ᵅ与２⁶")[0] == "3⅐和10ᵅ与２⁶"


def test_for_what_no_font_has_a_sign_stands_and_the_place_is_named() -> None:
    facts, unprinted = set_in_print({"names": ["李\ue000师傅", "赵师傅"], "hours": 6})

    assert facts == {"names": ["李〓师傅", "赵师傅"], "hours": 6}
    assert [(one.code, one.words) for one in unprinted] == [("U+E000", "李〓师傅")]
    assert missing_glyphs("李\ue000师傅\ue000") == "\ue000"


def test_a_wide_range_of_characters_is_printed_without_a_box() -> None:
    """Every character of the first two planes, in letters of 2,000."""
    codes = [c for c in range(0x20, 0x32000) if not 0xD800 <= c <= 0xDFFF and c % 7 == 0]
    for start in range(0, len(codes), 4000):
        text = " ".join(map(chr, codes[start : start + 4000]))
        assert boxes_in(letter(text)) == 0


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
@example("a\x00b\x1f\u200b\ufe0f\u2028c\ufffe")
def test_whatever_people_write_is_set(text: str) -> None:
    assert boxes_in(letter(text)) == 0


def test_a_box_would_be_found(tmp_path: Path) -> None:
    """The measure of this file can fail: typst itself sets a box."""
    paper = tmp_path / "box.typ"
    paper.write_text('#set text(font: "Noto Serif SC", fallback: false)\n赵\ue000师傅')

    assert boxes_in(bytes(typst.compile(paper, font_paths=faces()))) == 1
