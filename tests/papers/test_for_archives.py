"""Every PDF is one for archives: PDF/A-2b, with what the standard asks for in the file itself."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from hongmajia.papers import claimed_standard, typeset
from tests.papers.archival import broken_demands

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


# --- our own reading of the standard --------------------------------------------------------------


@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_paper_breaks_no_demand_of_the_standard(is_tagged: bool) -> None:
    assert broken_demands(io.BytesIO(pdf(is_tagged=is_tagged))) == []


def a_font(writer: PdfWriter) -> Any:
    """The inner font of the first page."""
    fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return next(iter(fonts.values())).get_object()["/DescendantFonts"][0].get_object()


def drop_fonts(writer: PdfWriter) -> None:
    descriptor = a_font(writer)["/FontDescriptor"].get_object()
    for name in ("/FontFile2", "/FontFile3"):
        descriptor.pop(name, None)


def drop_codes(writer: PdfWriter) -> None:
    fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    del next(iter(fonts.values())).get_object()["/ToUnicode"]


def drop_intent(writer: PdfWriter) -> None:
    del writer.root_object["/OutputIntents"]


def other_profile(writer: PdfWriter) -> None:
    intents: Any = writer.root_object["/OutputIntents"]
    profile = intents[0].get_object()["/DestOutputProfile"].get_object()
    profile[NameObject("/N")] = NumberObject(4)


def add_file(writer: PdfWriter) -> None:
    writer.add_attachment("a.txt", b"a")


def add_lock(writer: PdfWriter) -> None:
    writer.encrypt("secret")


def add_hidden_note(writer: PdfWriter) -> None:
    note = FreeText(text="a", rect=(10, 10, 20, 20))
    note[NameObject("/F")] = NumberObject(2)
    writer.add_annotation(0, note)


def put(**entries: Any) -> Callable[[PdfWriter], None]:
    """A change that puts a dictionary with these entries into the resources of the first page."""

    def change(writer: PdfWriter) -> None:
        made = DictionaryObject({NameObject(f"/{k}"): v for k, v in entries.items()})
        resources: Any = writer.pages[0]["/Resources"]
        resources[NameObject("/Odd")] = writer._add_object(made)

    return change


BROKEN: dict[str, Callable[[PdfWriter], None]] = {
    "6.1.3 no encryption": add_lock,
    "6.2.3 output intent": drop_intent,
    "6.2.3 components of the profile": other_profile,
    "6.2.11.4.1 font": drop_fonts,
    "6.2.11.7 characters": drop_codes,
    "6.3.2 annotations": add_hidden_note,
    "6.5.1 no action /JavaScript": put(S=NameObject("/JavaScript"), JS=TextStringObject("1")),
    "6.8 no embedded file": add_file,
    "6.2.10 no blend mode /Odd": put(Type=NameObject("/ExtGState"), BM=NameObject("/Odd")),
    "6.2.5 no transfer": put(Type=NameObject("/ExtGState"), TR=NameObject("/Identity")),
    "6.2.8 no alternates": put(Subtype=NameObject("/Image"), Interpolate=BooleanObject(True)),
    "6.2.4.3 no DeviceCMYK": put(
        Subtype=NameObject("/Image"), ColorSpace=NameObject("/DeviceCMYK")
    ),
    "6.5.1 no action /Launch": put(S=NameObject("/Launch")),
    "6.2.9 no PostScript": put(Subtype=NameObject("/PS")),
}


@pytest.mark.parametrize("demand", BROKEN)
def test_our_reading_finds_what_is_broken(demand: str) -> None:
    """A paper with one fault each: the reading can fail."""
    writer, broken = PdfWriter(clone_from=io.BytesIO(pdf())), io.BytesIO()
    BROKEN[demand](writer)
    writer.write(broken)
    assert any(found.startswith(demand) for found in broken_demands(broken))
