"""Official documents in the layout of GB/T 9704-2012, for bulletins and agreements.

The fonts are named as Chinese offices have them (方正小标宋简体, 仿宋, 黑体, 楷体); none of them
is free, so none is embedded, and a machine without one shows a substitute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .word import CENTRE, LEFT, RIGHT, add_field, add_run, add_text, new_paper, rule

TITLE, BODY, HEADING, SUBHEADING, PAGE = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
TWO, THREE, FOUR = 22, 16, 14
"""The sizes 二号, 三号, 四号 in points."""
LINES, CHARACTERS = 22, 28
"""Lines and characters of a full page of running text."""
PITCH = 28.95
"""Points from line to line: 225 mm over 22 lines."""
WIDTH = 156 / 25.4 * 72
"""Width of the text block, in points."""
RED = "D7000F"


@dataclass(frozen=True)
class Issue:
    """The head of a bulletin (简报)."""

    name: str
    """Such as ``劳模工匠志愿服务简报``."""
    number: str
    """Such as ``2026年第3期`` or ``第3期``."""
    unit: str
    """The unit that compiles it; on the left."""
    date: str
    """On the right."""


SIGNED_WITH = 2
"""Paragraphs that stay on the page of the signature."""


def official_paper() -> Paper:
    """An empty A4 document: text block 156 × 225 mm, 37 mm from the top, 28 mm from the binding
    edge.
    """
    paper = new_paper(top=Mm(37), bottom=Mm(35), inner=Mm(28), outer=Mm(26), face=BODY, size=THREE)
    _lay_grid(paper)
    _number_pages(paper)
    return paper


def _lay_grid(paper: Paper) -> None:
    """Set 22 lines of 28 characters: lines by a grid, characters by slightly reduced spacing.

    Office programs differ in how they read a character grid that is narrower than the characters.
    """
    for old in paper.sections[0]._sectPr.findall(qn("w:docGrid")):
        paper.sections[0]._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
    paper.sections[0]._sectPr.append(grid)
    squeeze = OxmlElement("w:spacing")
    squeeze.set(qn("w:val"), str(round((WIDTH / CHARACTERS - THREE) * 20) - 1))
    style: Any = paper.styles["Normal"]
    style.element.rPr.insert_element_before(squeeze, "w:w", "w:kern", "w:position", "w:sz")


def _number_pages(paper: Paper) -> None:
    """Number the pages: — 1 — in 四号 Song, right on odd pages, left on even ones, 7
    mm below the text.
    """
    paper.settings.odd_and_even_pages_header_footer = True
    section = paper.sections[0]
    section.footer_distance = Mm(25)
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        add_run(paragraph, "— ", face=PAGE, size=FOUR)
        add_field(paragraph, "PAGE", face=PAGE, size=FOUR)
        add_run(paragraph, " —", face=PAGE, size=FOUR)


def add_masthead(paper: Paper, issue: Issue) -> None:
    """Add the red head of a bulletin: its name, its number, who and when, and the red rule."""
    head = add_text(paper, issue.name, face=TITLE, size=36, align=CENTRE, colour=RED)
    head.paragraph_format.space_after = Mm(4)
    add_text(paper, issue.number, align=CENTRE, pitch=PITCH)
    line = add_text(paper, issue.unit, align=LEFT, pitch=PITCH)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run("\t")
    add_run(line, issue.date)
    rule(line, colour=RED, points=2.25)
    add_text(paper, "", pitch=PITCH)


def add_title(paper: Paper, title: str) -> Paragraph:
    """Add a title in 小标宋 二号, centred, with a line below it."""
    paragraph = add_text(paper, title, face=TITLE, size=TWO, align=CENTRE, pitch=PITCH + 4)
    paragraph.paragraph_format.space_after = Mm(PITCH / 72 * 25.4)
    return paragraph


def add_body(paper: Paper, text: str) -> None:
    """Add running text, a paragraph for each of its lines, indented by two characters."""
    for part in filter(str.strip, text.split("\n")):
        add_text(paper, part.strip(), size=THREE, indent=2, pitch=PITCH)


def add_heading(paper: Paper, text: str, level: int = 1) -> Paragraph:
    """Add a heading: level 1 in 黑体 (一、…), 2 in 楷体 (（一）…); ``text`` has the number."""
    face = {1: HEADING, 2: SUBHEADING}[level]
    paragraph = add_text(paper, text, face=face, size=THREE, indent=2, pitch=PITCH)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_signature(paper: Paper, unit: str, date: str) -> None:
    """Add who signs, and when: right, four characters from the edge.

    The last paragraphs go with it to a new page: nobody signs an empty one.
    """
    above = paper.paragraphs[-SIGNED_WITH:]
    for paragraph in (*above, add_text(paper, "", pitch=PITCH)):
        paragraph.paragraph_format.keep_with_next = True
    for line in (unit, date):
        signed = add_text(paper, line, align=RIGHT, pitch=PITCH)
        signed.paragraph_format.right_indent = Mm(4 * THREE / 72 * 25.4)


def add_distribution(paper: Paper, lines: Iterable[str]) -> None:
    """Add the list of recipients (报, 送, 发) at the end, between two rules, in 四号."""
    rows = [add_text(paper, line, size=FOUR, pitch=PITCH) for line in lines]
    if rows:
        rows[0].paragraph_format.space_before = Mm(12)
        rule(rows[0], edge="top", colour="000000", points=1)
        rule(rows[-1], edge="bottom", colour="000000", points=1)
