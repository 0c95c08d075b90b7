"""Word documents in the layout of GB/T 9704-2012."""

import io

from docx import Document
from docx.oxml.ns import qn

from hongmajia.papers.official import (
    Issue,
    add_body,
    add_distribution,
    add_heading,
    add_masthead,
    add_signature,
    add_title,
    official_paper,
)
from hongmajia.papers.word import as_bytes

from .boxes import UNUSUAL

ISSUE = Issue("劳模工匠志愿服务简报", "2026年第3期", "浙江省总工会办公室编", "2026年6月5日")


def bulletin() -> bytes:
    paper = official_paper()
    add_masthead(paper, ISSUE)
    add_title(paper, "全省劳模工匠志愿服务月进展")
    add_body(paper, "第一段。\n\n第二段\x0b\ufffe\ud800。")
    add_heading(paper, "一、总体情况")
    add_heading(paper, "（一）征集", level=2)
    add_signature(paper, "浙江省总工会", "2026年6月5日")
    add_distribution(paper, ["报：全国总工会", "发：各市总工会"])
    return as_bytes(paper)


def reopened():
    return Document(io.BytesIO(bulletin()))


def face(run) -> str:
    return run._r.rPr.rFonts.get(qn("w:eastAsia"))


def test_nobody_signs_an_empty_page() -> None:
    lines = [p for p in reopened().paragraphs if p.text != ""]
    (at,) = [number for number, p in enumerate(lines) if p.text == "浙江省总工会"]
    assert all(p.paragraph_format.keep_with_next for p in lines[at - 2 : at])


def test_the_page_is_the_standards() -> None:
    section = reopened().sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    grid = section._sectPr.find(qn("w:docGrid"))
    assert round(225 / 25.4 * 72 * 20 / int(grid.get(qn("w:linePitch"))), 1) == 22


def test_each_part_has_its_face_and_size() -> None:
    looks = {
        p.text: (face(p.runs[0]), p.runs[0].font.size)
        for p in reopened().paragraphs
        if p.runs and p.runs[0]._r.rPr is not None and p.runs[0]._r.rPr.rFonts is not None
    }

    assert looks["全省劳模工匠志愿服务月进展"][0] == "方正小标宋简体"
    assert looks["全省劳模工匠志愿服务月进展"][1].pt == 22
    assert looks["一、总体情况"][0] == "黑体"
    assert looks["（一）征集"][0] == "楷体"
    normal = reopened().styles["Normal"]
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert normal.font.size.pt == 16


def test_running_text_begins_two_characters_in_and_loses_what_has_no_shape() -> None:
    texts = [p for p in reopened().paragraphs if p.text.startswith("第")]

    assert [p.text for p in texts] == ["第一段。", "第二段。"]
    assert {p._p.pPr.ind.get(qn("w:firstLineChars")) for p in texts} == {"200"}


def test_the_page_number_stands_outside_between_dashes() -> None:
    paper = reopened()
    odd, even = paper.sections[0].footer, paper.sections[0].even_page_footer

    assert paper.settings.odd_and_even_pages_header_footer
    for footer in (odd, even):
        assert footer.paragraphs[0].text == "—  —"
        assert "PAGE" in footer.paragraphs[0]._p.xml
    assert odd.paragraphs[0].alignment != even.paragraphs[0].alignment


def test_head_and_end_are_ruled() -> None:
    paragraphs = {p.text: p for p in reopened().paragraphs}

    head = paragraphs["浙江省总工会办公室编\t2026年6月5日"]
    assert head._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "D7000F"
    assert paragraphs["报：全国总工会"]._p.pPr.find(qn("w:pBdr")).find(qn("w:top")) is not None


def test_word_gets_every_character_as_it_was_written() -> None:
    paper = official_paper()
    add_body(paper, UNUSUAL + "\ue000")

    words = "".join(p.text for p in Document(io.BytesIO(as_bytes(paper))).paragraphs)
    assert UNUSUAL + "\ue000" in words
