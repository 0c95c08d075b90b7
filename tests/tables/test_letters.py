"""Blank Word documents from outside: names are replaced, nothing in a file is carried out."""

import io
import time
import zipfile

import pytest
from docx import Document

from hongmajia.sheets import BrokenSheet
from hongmajia.tables import letters
from tests.tables import blanks

MAIN = "word/document.xml"


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def saying(xml: str) -> bytes:
    """A document whose only text is written as ``xml`` in its main part."""
    paper = Document()
    paper.add_paragraph("HERE")
    parts = parts_of(blanks.saved(paper))
    parts[MAIN] = parts[MAIN].replace(b"HERE", xml.encode())
    return packed(parts)


def text_of(content: bytes) -> str:
    return "".join(line.text for line in Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize(
    "xml",
    [
        "&#123;&#123; 7*7 &#125;&#125;",
        "<![CDATA[{]]><![CDATA[{ 6*7 }}]]>",
        "&#123;% for a in range(99999) %}&#123;% for b in range(99999) %}x",
        "&#x7b;# x #&#x7d;",
    ],
)
def test_code_is_refused_however_it_is_written(xml: str) -> None:
    """A parser reads all of these as braces; filling such a file carries nothing out either."""
    content = saying(xml)
    with pytest.raises(letters.WrongPlaceholder):
        letters.names_of(io.BytesIO(content))
    started = time.monotonic()
    shown = text_of(letters.filled(io.BytesIO(content), {}))
    assert time.monotonic() - started < 5
    assert shown in (text_of(content), "")


def test_the_main_part_may_have_another_name() -> None:
    """The list of types says which part is the document, as Word reads it."""
    for text, is_code in (("{{ 7*7 }}", True), ("{{ 活动场次 }}", False)):
        parts = parts_of(saying(text))
        moved = {name.replace(MAIN, "word/document.bin"): c for name, c in parts.items()}
        for name in ("[Content_Types].xml", "_rels/.rels"):
            moved[name] = moved[name].replace(b"word/document.xml", b"word/document.bin")
        rels = "word/_rels/document.bin.rels"
        moved[rels] = parts["word/_rels/document.xml.rels"]
        content = packed(moved)
        if is_code:
            with pytest.raises(letters.WrongPlaceholder):
                letters.names_of(io.BytesIO(content))
        else:
            assert letters.names_of(io.BytesIO(content)) == ["活动场次"]
            assert text_of(letters.filled(io.BytesIO(content), {"活动场次": 7})) == "7"


def test_code_outside_the_paragraphs_stays_as_it_is() -> None:
    """In the title of the document or in a picture's alternative text, it is a text as any."""
    paper = Document()
    paper.add_paragraph("{{ 活动场次 }}")
    paper.core_properties.title = "{{ ''.__class__ }}"
    content = letters.filled(io.BytesIO(blanks.saved(paper)), {"活动场次": 7})
    assert Document(io.BytesIO(content)).core_properties.title == "{{ ''.__class__ }}"


def test_what_is_not_filled_is_copied_byte_by_byte() -> None:
    blank = blanks.letter()
    old, new = parts_of(blank), parts_of(letters.filled(io.BytesIO(blank), {"填报单位": "浙江"}))
    changed = {name for name in old if old[name] != new[name]}
    assert old.keys() == new.keys()
    assert changed <= {n for n in old if n == MAIN or n.startswith(("word/header", "word/footer"))}


def test_a_value_is_a_text_wherever_the_runs_are_cut() -> None:
    """Two names in three runs, one without a value; a value with braces is not read again."""
    paper = Document()
    line = paper.add_paragraph()
    for piece in ("甲{", "{ 一 }}乙{{二", " }}", "丙{{ 三 }}丁"):
        line.add_run(piece)
    values = {"一": "<b>&{{ 三 }}", "三": " 空格"}
    content = letters.filled(io.BytesIO(blanks.saved(paper)), values)
    assert text_of(content) == "甲<b>&{{ 三 }}乙丙 空格丁"


@pytest.mark.parametrize(
    "start",
    [
        b'<!DOCTYPE x [<!ENTITY a "{{ 7*7 }}">]>',
        '<!DOCTYPE x [<!ENTITY a "b">]>'.encode("utf-16"),
        b"<broken",
    ],
)
def test_a_part_that_is_not_plain_xml_is_refused(start: bytes) -> None:
    """Document types could define entities, in any encoding."""
    parts = parts_of(saying("&a;" if start.startswith(b"<!") else "x"))
    body = parts[MAIN].split(b"?>", 1)[1]
    if start.startswith(b"\xff\xfe"):
        body = body.decode().encode("utf-16")[2:]
    with pytest.raises(BrokenSheet, match="not_docx"):
        letters.names_of(io.BytesIO(packed({**parts, MAIN: start + body})))


def test_two_parts_of_one_name_are_refused() -> None:
    """Readers differ in which of the two they read."""
    buffer = io.BytesIO(blanks.letter())
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(buffer, "a") as archive,
    ):
        archive.writestr(MAIN, b"<x/>")
    with pytest.raises(BrokenSheet, match="not_docx"):
        letters.names_of(buffer)


def test_many_braces_take_no_time() -> None:
    """Neither unfinished placeholders nor very many finished ones."""
    for text in ("{{ " * 400_000, "{{ 甲 }}" * 200_000):
        content, started = saying(text), time.monotonic()
        letters.names_of(io.BytesIO(content))
        letters.filled(io.BytesIO(content), {"甲": 1})
        assert time.monotonic() - started < 10
