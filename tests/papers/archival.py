"""The demands of PDF/A-2b (ISO 19005-2) that can be read in a file, asked of any PDF.

There is no validator for PDF/A-2 to install, so this is our own reading, with pypdf, which did
not write the file. It does not look into font programs and
colour profiles. Numbers are those of the clauses.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from hongmajia.papers import claimed_standard

ANNOTATIONS = {
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
    "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup",
    "/FileAttachment", "/Widget", "/PrinterMark", "/TrapNet", "/Watermark", "/Redact",
}  # fmt: skip
FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState",
    "/Rendition", "/Trans", "/GoTo3DView", "/JavaScript",
}  # fmt: skip
BLENDS = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue",
    "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
FILTERS = {
    "/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
    "/JBIG2Decode", "/DCTDecode", "/JPXDecode",
}  # fmt: skip
PRINTED, HIDDEN = 1 << 2, 1 << 1 | 1 << 0 | 1 << 5 | 1 << 8


def broken_demands(pdf: Path | IO[bytes]) -> list[str]:
    """What ``pdf`` breaks, each as clause and words; empty for one that breaks nothing."""
    reader = PdfReader(pdf)
    if reader.is_encrypted:
        return ["6.1.3 no encryption"]
    found = [*_of_file(pdf, reader), *_of_intent(reader), *_of_pages(reader)]
    for thing in _objects(reader):
        for demand in DEMANDS:
            found += demand(thing)
    return sorted(set(found))


def _of_file(pdf: Any, reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    raw = pdf.read_bytes() if isinstance(pdf, Path) else _all(pdf)
    if not re.match(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}", raw):
        yield "6.1.2 header with a comment of four high bytes"
    if "/ID" not in reader.trailer:
        yield "6.1.3 ID in the trailer"
    if "/AA" in root:
        yield "6.5.2 no additional actions of the document"
    names = root.get("/Names", {}).get_object() if "/Names" in root else {}
    if "/JavaScript" in names:
        yield "6.5.1 no scripts"
    if "/AcroForm" in root and "/XFA" in root["/AcroForm"]:  # type: ignore[operator]
        yield "6.4.2 no XFA"
    if claimed_standard(pdf) != "PDF/A-2b":
        yield "6.6.4 part and level in the metadata"
    packet = root["/Metadata"].get_object().get_data() if "/Metadata" in root else b""
    if re.search(rb"<\?xpacket[^>]*(bytes|encoding)=", packet):
        yield "6.6.2.1 no bytes and encoding in the packet"
    yield from _same_title(reader, packet)


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _same_title(reader: PdfReader, packet: bytes) -> Iterator[str]:
    """The document's information and its metadata say the same."""
    title = (reader.metadata or {}).get("/Title")
    if title and str(title).encode() not in packet:
        yield "6.6.3 title in the metadata as in the information"


def _of_intent(reader: PdfReader) -> Iterator[str]:
    """Colours of devices need an output intent with a profile of as many components."""
    intents = [one.get_object() for one in reader.root_object.get("/OutputIntents", ())]
    profiles = [one["/DestOutputProfile"].get_object() for one in intents]
    if not any(one["/S"] == "/GTS_PDFA1" for one in intents):
        yield "6.2.3 output intent"
    for profile in profiles:
        head = profile.get_data()
        if head[36:40] != b"acsp" or head[12:16] not in (b"mntr", b"prtr"):
            yield "6.2.3 an ICC profile of a monitor or printer"
        if {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(head[16:20]) != profile["/N"]:
            yield "6.2.3 components of the profile"


def _of_pages(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        if "/AA" in page:
            yield "6.5.2 no additional actions of a page"
        for one in page.get("/Annots", ()):
            yield from _of_annotation(one.get_object())
        yield from _of_content(page)


def _of_annotation(one: Any) -> Iterator[str]:
    if one["/Subtype"] not in ANNOTATIONS:
        yield f"6.3.1 no annotation {one['/Subtype']}"
    flags = one.get("/F", 0)
    if one["/Subtype"] != "/Popup" and (not flags & PRINTED or flags & HIDDEN):
        yield "6.3.2 annotations are printed and not hidden"
    shows = one["/Subtype"] in ("/Popup", "/Link") or one["/Rect"][0] == one["/Rect"][2]
    if not shows and "/N" not in one.get("/AP", {}):
        yield "6.3.3 appearance of an annotation"


def _of_content(page: Any) -> Iterator[str]:
    """Fonts that are used are embedded, and every text has its font from the resources."""
    content = page.get_contents()
    there = page.get("/Resources", {}).get("/Font", {})
    for operands, operator in content.operations if content else ():
        if operator == b"Tf" and operands[0] not in there:
            yield "6.2.2 fonts in the resources of the page"
        if operator == b"ri" and operands[0] not in (
            "/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation",
        ):  # fmt: skip
            yield "6.2.6 rendering intents"


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every dictionary and stream that can be reached from the trailer, each once."""
    seen, waiting = set[Any](), [reader.trailer["/Root"]]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (key := (thing.idnum, thing.generation)) in seen:
                continue
            seen.add(key)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting += [thing.raw_get(name) for name in thing]
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _of_stream(thing: Any) -> Iterator[str]:
    if not isinstance(thing, StreamObject):
        return
    if {"/F", "/FFilter", "/FDecodeParms"} & set(thing):
        yield "6.1.7.1 no stream in another file"
    used = thing.get("/Filter", [])
    used = used if isinstance(used, list) else [used]
    for name in used:
        if name not in FILTERS:
            yield f"6.1.7.2 no filter {name}"


def _of_font(thing: Any) -> Iterator[str]:
    """Embedded, with the widths of its glyphs, and the map from codes to glyphs."""
    if thing.get("/Type") != "/Font" or thing.get("/Subtype") == "/Type3":
        return
    if thing["/Subtype"] == "/Type0":
        yield from _of_composite_font(thing, thing["/DescendantFonts"][0].get_object())
    elif not str(thing["/Subtype"]).startswith("/CIDFont"):
        if not {"/Widths", "/FirstChar", "/LastChar"} <= set(thing):
            yield "6.2.11.5 widths"
        yield from _embedded(thing)


def _of_composite_font(font: Any, inner: Any) -> Iterator[str]:
    if font["/Encoding"] not in ("/Identity-H", "/Identity-V"):
        yield "6.2.11.3.3 an embedded or identity character map"
    if "/ToUnicode" not in font:
        yield "6.2.11.7 characters of the codes (level u)"
    if inner["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
        yield "6.2.11.3.2 map from codes to glyphs"
    if "/W" not in inner and "/DW" not in inner:
        yield "6.2.11.5 widths"
    yield from _embedded(inner)


def _embedded(font: Any) -> Iterator[str]:
    descriptor = font.get("/FontDescriptor", {})
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
        yield f"6.2.11.4.1 font {font.get('/BaseFont')} embedded"
    elif not re.match(r"/[A-Z]{6}\+", str(font["/BaseFont"])) and "/CIDSet" in descriptor:
        yield "6.2.11.4.2 sets of a font that is no subset"


def _of_state(thing: Any) -> Iterator[str]:
    """Graphics states: no transfer functions, known blend modes."""
    if thing.get("/Type") != "/ExtGState" and not {"/ca", "/CA", "/BM"} & set(thing):
        return
    if "/TR" in thing or thing.get("/TR2", "/Default") != "/Default" or "/HTP" in thing:
        yield "6.2.5 no transfer functions"
    modes = thing.get("/BM", "/Normal")
    for mode in modes if isinstance(modes, list) else [modes]:
        if mode not in BLENDS:
            yield f"6.2.10 no blend mode {mode}"


def _of_picture(thing: Any) -> Iterator[str]:
    """Pictures and forms: no alternates, no interpolation, no PostScript, no other file."""
    if thing.get("/Subtype") == "/Image":
        if "/Alternates" in thing or "/OPI" in thing or thing.get("/Interpolate"):
            yield "6.2.8 no alternates and no interpolation"
        if thing.get("/BitsPerComponent", 8) not in (1, 2, 4, 8, 16):
            yield "6.2.8 bits of a picture"
    if thing.get("/Subtype") == "/PS" or thing.get("/Subtype2") == "/PS" or "/PS" in thing:
        yield "6.2.9 no PostScript"
    if thing.get("/Subtype") == "/Form" and {"/OPI", "/Ref"} & set(thing):
        yield "6.2.9 no reference to another file"


def _of_group(thing: Any) -> Iterator[str]:
    """A transparency group that names a colour space of a device needs the intent for it."""
    space = thing.get("/CS")
    if thing.get("/S") == "/Transparency" and space == "/DeviceCMYK":
        yield "6.2.10 the colour space of a group"


def _of_colours(thing: Any) -> Iterator[str]:
    """No colours of printing inks: our intent is RGB."""
    for name in ("/ColorSpace", "/CS"):
        spaces = thing.get(name)
        inner = spaces.values() if isinstance(spaces, dict) else [spaces]
        if "/DeviceCMYK" in [one.get_object() if one is not None else None for one in inner]:
            yield "6.2.4.3 no DeviceCMYK"


def _of_action(thing: Any) -> Iterator[str]:
    if thing.get("/S") in FORBIDDEN_ACTIONS or thing.get("/Subtype") == "/Movie":
        yield f"6.5.1 no action {thing.get('/S')}"


def _of_attachment(thing: Any) -> Iterator[str]:
    """Files within may only be PDF/A themselves; we enclose none."""
    if thing.get("/Type") in ("/Filespec", "/F") and "/EF" in thing:
        yield "6.8 no embedded file"


DEMANDS: tuple[Callable[[Any], Iterator[str]], ...] = (
    _of_stream, _of_font, _of_state, _of_picture, _of_group, _of_colours, _of_action,
    _of_attachment,
)  # fmt: skip
