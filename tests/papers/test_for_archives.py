"""Every PDF is one for archives: PDF/A-2b, with what the standard asks for in the file itself."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from hongmajia.papers import claimed_standard, typeset

TEMPLATE = Path(__file__).with_name("letter.typ")
LETTER = {"title": "意向书", "text": "对称分段退焊，Q235 6mm，÷≥㎡🔧。", "unit": "德清县总工会"}


def pdf(**how: Any) -> bytes:
    return typeset(TEMPLATE, LETTER, **how)


def fonts_of(reader: PdfReader) -> list[Any]:
    """The descriptors of all fonts of a document."""
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    return [font["/FontDescriptor"].get_object() for font in inner]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_paper_is_pdf_a(is_tagged: bool) -> None:
    """It says so, names its colours, embeds its fonts, and has neither password nor script."""
    reader = PdfReader(io.BytesIO(pdf(is_tagged=is_tagged)))
    assert claimed_standard(io.BytesIO(pdf(is_tagged=is_tagged))) == "PDF/A-2b"
    root = reader.root_object
    intent = root["/OutputIntents"][0].get_object()  # type: ignore[index]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object().get_data()
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts_of(reader))
    assert fonts_of(reader)
    assert not reader.is_encrypted
    assert not {"/AA", "/OpenAction", "/AcroForm"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})


def test_another_pdf_claims_nothing(tmp_path: Path) -> None:
    """A PDF of somebody else, and a file that is none."""
    writer, other = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(other)
    assert claimed_standard(io.BytesIO(other.getvalue())) == ""
    (tmp_path / "no.pdf").write_bytes(b"a text")
    assert claimed_standard(tmp_path / "no.pdf") == ""
