"""PDF files as evidence: their pages become photographs."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject

from hongmajia.core.pdf_pages import _fonts
from hongmajia.needs.fields import EvidenceField
from hongmajia.papers import qr_svg, typeset
from hongmajia.unions.mastheads import Masthead
from tests.needs.conftest import photograph

pytestmark = pytest.mark.one_database("no database")
SLIP = Path(__file__).parents[2] / "src/hongmajia/needs/papers/code.typ"
FACTS = dict.fromkeys(("title", "union", "asker", "number", "code", "address", "date"), "焊接")
MASTHEAD = Masthead("红马甲", b"")


@pytest.fixture(scope="module")
def page() -> bytes:
    """An A5 page with Chinese whose fonts are in the file."""
    return typeset(SLIP, {**FACTS, **MASTHEAD.facts}, {"code.svg": qr_svg("x")})


def uploaded(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("用电清单.pdf", content, "application/pdf")


def written(writer: PdfWriter) -> SimpleUploadedFile:
    content = io.BytesIO()
    writer.write(content)
    return uploaded(content.getvalue())


def pages(page: bytes, number: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(number):
        writer.append(io.BytesIO(page))
    return writer


def test_pages_become_upright_photographs_beside_others(page: bytes) -> None:
    writer = pages(page, 2)
    writer.pages[1].rotate(90)
    upright, turned, _beside = EvidenceField().clean([written(writer), photograph()])
    assert Image.open(upright).format == "JPEG"
    assert max(Image.open(upright).size) == max(Image.open(turned).size) == 2000
    assert Image.open(upright).height > Image.open(upright).width
    assert Image.open(turned).width > Image.open(turned).height
    darkest, _ = Image.open(upright).convert("L").getextrema()
    assert darkest < 60, "there is print on it"


def test_too_many_pages_locked_and_broken_files_are_told_apart(page: bytes) -> None:
    locked = pages(page, 1)
    locked.encrypt("x")
    for upload, says in (
        (written(pages(page, 10)), "超过9页"),
        (written(locked), "加了密码"),
        (uploaded(b"%PDF-1.7 nothing"), "打不开"),
    ):
        with pytest.raises(ValidationError, match=says):
            EvidenceField().clean([upload])
    with pytest.raises(ValidationError, match="加起来最多9张"):
        EvidenceField().clean([written(pages(page, 9)), photograph()])


def test_a_file_without_its_chinese_fonts_is_refused(page: bytes) -> None:
    """As the invoices of some offices are: their pictures would lack the characters."""
    writer = pages(page, 1)
    font = DictionaryObject({
        NameObject("/DescendantFonts"): ArrayObject([DictionaryObject({
            NameObject("/FontDescriptor"): DictionaryObject(),
        })]),
    })  # fmt: skip
    writer.pages[0]["/Resources"].get_object()["/Font"].get_object()[NameObject("/F9")] = font
    assert len(PdfReader(io.BytesIO(written(writer).read())).pages) == 1
    with pytest.raises(ValidationError, match="没有带上文字的字体"):
        EvidenceField().clean([written(writer)])


def test_a_page_without_a_table_of_fonts_is_told_to_be_unreadable(page: bytes) -> None:
    writer = pages(page, 1)
    writer.pages[0][NameObject("/Resources")] = NullObject()
    with pytest.raises(ValidationError, match="打不开"):
        EvidenceField().clean([written(writer)])


def test_forms_that_use_each_other_are_each_looked_through_once() -> None:
    forms, font = [DictionaryObject() for _ in range(300)], DictionaryObject()
    for form in forms:
        objects = DictionaryObject({NameObject(f"/{n}"): each for n, each in enumerate(forms)})
        fonts = DictionaryObject({NameObject("/F"): font})
        inner = {NameObject("/Font"): fonts, NameObject("/XObject"): objects}
        form[NameObject("/Resources")] = DictionaryObject(inner)
    assert list(_fonts(forms[0])) == [font]
