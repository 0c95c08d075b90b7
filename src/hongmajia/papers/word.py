"""Word documents built in code, where a template would be one more file to maintain.

Small functions over python-docx, which does not set East Asian fonts and accepts characters that
break XML.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .characters import printable

LATIN = "Times New Roman"
BODY = 12
"""Font size in points for indents, where no size is given."""
A4 = (Mm(210), Mm(297))
TALLEST_PICTURE = Mm(180)
"""A long screenshot in full width would be higher than the page."""
LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def new_paper(
    *, top: Length, bottom: Length, inner: Length, outer: Length, face: str, size: float
) -> Paper:
    """An empty A4 document with its margins and its body style, ``size`` in points."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = A4
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = inner, outer
    normal: Any = paper.styles["Normal"]
    normal.font.size = Pt(size)
    _set_faces(normal, face)
    normal.paragraph_format.space_after = Pt(0)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    return paper


def _set_faces(owner: Any, face: str) -> None:
    """Set ``face`` for Chinese, and Times New Roman for digits and Latin letters, as is usual in
    offices.
    """
    owner.font.name = LATIN
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def add_text(
    paper: Any,
    text: str,
    *,
    face: str | None = None,
    size: float | None = None,
    align: WD_ALIGN_PARAGRAPH = JUSTIFIED,
    indent: int = 0,
    pitch: float | None = None,
    is_bold: bool = False,
    colour: str = "",
) -> Paragraph:
    """A new paragraph at the end of ``paper`` (or of a table's cell).

    ``indent`` is the indent of the first line in characters; ``pitch`` is the line spacing in
    points; ``colour`` is six hex digits.
    """
    paragraph: Paragraph = paper.add_paragraph()
    paragraph.alignment = align
    if indent:
        _indent(paragraph, indent, size or BODY)
    if pitch:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(pitch)
    add_run(paragraph, text, face=face, size=size, is_bold=is_bold, colour=colour)
    return paragraph


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    face: str | None = None,
    size: float | None = None,
    is_bold: bool = False,
    colour: str = "",
) -> Run:
    """More text in the same paragraph."""
    run = paragraph.add_run(printable(text))
    run.bold = is_bold or None
    if face:
        _set_faces(run, face)
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def _indent(paragraph: Paragraph, characters: int, size: float) -> None:
    """Indent in characters, which follows the font size; also in points for programs that ignore
    characters.
    """
    paragraph.paragraph_format.first_line_indent = Pt(size * characters)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))


def rule(paragraph: Paragraph, *, edge: str = "bottom", colour: str, points: float) -> None:
    """Add a line along one edge (``top``, ``bottom``) of a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", str(round(points * 8))), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    line.set(qn("w:space"), "1")
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_field(paragraph: Paragraph, code: str, *, face: str | None, size: float) -> None:
    """Add a field that Word computes, such as ``PAGE``."""
    run = add_run(paragraph, "", face=face, size=size)
    for kind in ("begin", "code", "end"):
        part = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
        if kind == "code":
            part.text = code
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def add_picture(paper: Any, picture: bytes, *, width: Length) -> Paragraph:
    """A picture on a line of its own, centred; narrower than ``width`` if it would fill a page."""
    paragraph: Paragraph = paper.add_paragraph()
    paragraph.alignment = CENTRE
    shown = paragraph.add_run().add_picture(io.BytesIO(picture), width=width)
    if shown.height > TALLEST_PICTURE:
        shown.width = Length(shown.width * TALLEST_PICTURE // shown.height)
        shown.height = TALLEST_PICTURE
    return paragraph


def as_bytes(paper: Paper) -> bytes:
    """The content of the .docx file."""
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()
