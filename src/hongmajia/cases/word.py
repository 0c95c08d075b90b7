"""The book as a Word document for the editors, who correct its text; it is not printed from."""

from collections.abc import Mapping
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.shared import Mm

from hongmajia.papers.word import (
    CENTRE,
    LEFT,
    RIGHT,
    add_field,
    add_picture,
    add_run,
    add_text,
    as_bytes,
    new_paper,
    rule,
)

SONG, HEI = "宋体", "黑体"
RED = "C4161C"
PITCH = 23
"""Line spacing of body text in points."""
HALF_PICTURE, WHOLE_PICTURE = Mm(78), Mm(120)


def word_edition(book: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """The book as .docx bytes.

    ``book`` is the result of ``printing.book_of``; ``files`` holds the photographs by file name.
    """
    paper = new_paper(top=Mm(28), bottom=Mm(26), inner=Mm(25), outer=Mm(25), face=SONG, size=12)
    _number_pages(paper)
    _cover(paper, book)
    for matter in book["before"]:
        _front_or_back_matter(paper, matter)
    for part in book["parts"]:
        _heading(paper, f"{part['number']}　{part['title']}", 1)
        for case in part["cases"]:
            _case(paper, case, files)
    for matter in book["after"]:
        _front_or_back_matter(paper, matter)
    return as_bytes(paper)


def _number_pages(paper: Paper) -> None:
    paragraph = paper.sections[0].footer.paragraphs[0]
    paragraph.alignment = CENTRE
    add_field(paragraph, "PAGE", face=SONG, size=10.5)


def _cover(paper: Paper, book: Mapping[str, Any]) -> None:
    add_text(paper, book["publisher"], face=HEI, size=14, align=CENTRE)
    title = add_text(paper, book["title"], face=SONG, size=36, align=CENTRE, is_bold=True)
    title.paragraph_format.space_before = Mm(70)
    add_text(paper, book["subtitle"], face=SONG, size=20, align=CENTRE)
    month = add_text(paper, book["month"], face=SONG, size=16, align=CENTRE)
    month.paragraph_format.space_before = Mm(70)


def _page_break(paper: Paper) -> None:
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _heading(paper: Paper, words: str, level: int) -> None:
    """Add a Word heading style, so that editors can navigate by the outline."""
    if level == 1:
        _page_break(paper)
    paragraph: Any = paper.add_heading(level=level)
    size = {1: 24, 2: 20, 3: 14}[level]
    face = HEI if level == 3 else SONG
    add_run(paragraph, words, face=face, size=size, is_bold=True, colour="1F1B18")


def _body(paper: Paper, text: str) -> None:
    for part in filter(str.strip, text.split("\n")):
        add_text(paper, part.strip(), indent=2, pitch=PITCH)


def _case(paper: Paper, case: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    _page_break(paper)
    _heading(paper, case["title"], 2)
    add_text(paper, "　　".join(case["units"]), face=HEI, size=11, align=LEFT, colour="57504A")
    _facts(paper, case["facts"])
    for name, key in (("针对问题", "problem"), ("主要做法", "practice"), ("经验启示", "lesson")):
        _heading(paper, name, 3)
        _body(paper, case[key])
        if key == "practice":
            _pictures(paper, case["pictures"], files)
            _quote(paper, case)


def _facts(paper: Paper, facts: list[Mapping[str, Any]]) -> None:
    table = paper.add_table(rows=1, cols=len(facts))
    for cell, fact in zip(table.rows[0].cells, facts, strict=True):
        cell.paragraphs[0].alignment = LEFT
        add_run(cell.paragraphs[0], fact["name"], face=HEI, size=9, colour="736A62")
        if fact["strong"]:
            add_text(cell, fact["strong"], face=HEI, size=14, align=LEFT, is_bold=True, colour=RED)
        for line in fact["lines"]:
            add_text(cell, line, face=HEI, size=10.5, align=LEFT)


def _pictures(paper: Paper, pictures: list[Mapping[str, str]], files: Mapping[str, bytes]) -> None:
    for number, picture in enumerate(pictures, start=1):
        add_picture(paper, files[picture["file"]], width=WHOLE_PICTURE)
        caption = f"图{number}　{picture['caption']}"
        add_text(paper, caption, face=HEI, size=9.5, align=CENTRE, colour="57504A")


def _quote(paper: Paper, case: Mapping[str, Any]) -> None:
    if not case["quote"]:
        return
    said = add_text(paper, f"“{case['quote']}”", size=15, align=CENTRE, is_bold=True)
    rule(said, edge="top", colour="1F1B18", points=1)
    who = add_text(paper, case["quote_by"], face=HEI, size=10, align=CENTRE, colour="57504A")
    rule(who, colour="1F1B18", points=1)


# --- before and after the cases ---------------------------------------------------------------


def _front_or_back_matter(paper: Paper, matter: Mapping[str, Any]) -> None:
    _heading(paper, matter["title"], 1)
    MATTERS[matter["kind"]](paper, matter)


def _letter(paper: Paper, matter: Mapping[str, Any]) -> None:
    _body(paper, matter["text"])
    for line in filter(None, (matter["signed"], matter["date"])):
        add_text(paper, line, align=RIGHT, pitch=PITCH)


def _figures(paper: Paper, matter: Mapping[str, Any]) -> None:
    _rows(paper, [(r["name"], f"{r['number']}{r['unit']}", r["line"]) for r in matter["rows"]])
    add_text(paper, matter["note"], face=HEI, size=9.5, align=LEFT, colour="736A62")


def _roll(paper: Paper, matter: Mapping[str, Any]) -> None:
    head = ("所属工会", "服务队", "队长", "队员", "授旗")
    keys = ("union", "name", "leader", "members", "flag")
    _rows(paper, [head, *(tuple(row[key] for key in keys) for row in matter["rows"])])


def _chronicle(paper: Paper, matter: Mapping[str, Any]) -> None:
    _rows(paper, [(row["date"], row["text"]) for row in matter["rows"]])


def _kinds(paper: Paper, matter: Mapping[str, Any]) -> None:
    head = ("类别", "一类问题", "是什么问题", "谁写谁审", "版本")
    keys = ("category", "title", "gist", "by", "version")
    _rows(paper, [head, *(tuple(row[key] for key in keys) for row in matter["rows"])])


def _index(paper: Paper, matter: Mapping[str, Any]) -> None:
    """The index without page numbers, which would change while the editors write."""
    for found in matter["lists"]:
        _heading(paper, found["title"], 3)
        for group in found["groups"]:
            names = "；".join(row["name"] for row in group["rows"])
            add_text(paper, f"{group['letter']}　{names}", align=LEFT, pitch=PITCH)


def _rows(paper: Paper, rows: list[tuple[str, ...]]) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].alignment = LEFT
            add_run(cell.paragraphs[0], words, size=10.5)


MATTERS = {
    "letter": _letter,
    "figures": _figures,
    "roll": _roll,
    "chronicle": _chronicle,
    "kinds": _kinds,
    "index": _index,
}
