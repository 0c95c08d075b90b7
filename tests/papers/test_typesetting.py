"""Facts become a PDF: as text, with our faces."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from hongmajia.papers import TemplateFault, glyphs, qr_svg, typeset
from hongmajia.papers.faults import FontsMissing

LETTER = Path(__file__).with_name("letter.typ")
BROKEN = Path(__file__).with_name("broken.typ")
FACTS = {"title": "给师傅的信", "text": "焊完平了。\n\n谢谢您。", "unit": "莫干精工"}


def read(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper))


def text_of(paper: bytes) -> str:
    return "".join(page.extract_text() for page in read(paper).pages)


def faces_of(paper: bytes) -> set[str]:
    """The names of all faces in the PDF, without the mark of the subset."""
    fonts = [page["/Resources"].get("/Font", {}) for page in read(paper).pages]  # type: ignore[index]
    names = [str(font.get_object()["/BaseFont"]) for page in fonts for font in page.values()]
    return {name.partition("+")[2] for name in names}


def test_a_letter_says_what_it_was_told() -> None:
    paper = typeset(LETTER, FACTS)

    assert len(read(paper).pages) == 1
    assert all(words in text_of(paper) for words in ("给师傅的信", "焊完平了。", "莫干精工"))
    assert read(paper).pages[0].mediabox.width == pytest.approx(595.28, abs=0.1)  # A4


def test_only_our_own_faces_are_in_it_cut_to_what_is_used() -> None:
    paper = typeset(LETTER, {**FACTS, "text": "304薄板 ABC — “好”"})

    assert all(name.startswith("NotoSerifSC") for name in faces_of(paper))
    assert len(paper) < 60_000


def test_a_picture_is_placed_by_its_name() -> None:
    code = qr_svg("https://example.org/verify/A-1")

    assert code.startswith(b"<svg")
    assert len(typeset(LETTER, {**FACTS, "seal": "seal.svg"}, {"seal.svg": code})) > 1000
    with pytest.raises(ValueError, match="plain file name"):
        typeset(LETTER, FACTS, {"../seal.svg": code})


@pytest.mark.parametrize(
    "text", ["#panic()", "*粗* _斜_ $x^2$", "= 标题", "\\ // /* @ref <a>", '"']
)
def test_signs_of_markup_stay_signs(text: str) -> None:
    assert text.replace(" ", "") in text_of(typeset(LETTER, {**FACTS, "text": text})).replace(
        " ", ""
    ).replace("’", "'")


def test_a_warning_of_the_template_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match="unknown font family"):
        typeset(BROKEN, FACTS)


def test_a_fact_the_template_asks_for_must_be_there() -> None:
    with pytest.raises(TemplateFault, match="title"):
        typeset(LETTER, {"text": "", "unit": ""})


def test_without_the_faces_nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(glyphs, "VENDOR", tmp_path)
    glyphs.faces.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="Noto Emoji 400"):
            typeset(LETTER, FACTS)
    finally:
        glyphs.faces.cache_clear()
