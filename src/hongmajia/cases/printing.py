"""Making the two files of a booklet: PDF for the printer, Word for the editors."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from hongmajia.needs.enums import Category
from hongmajia.papers import (
    Unprinted,
    chinese_date,
    chinese_month,
    chinese_number,
    set_in_print,
    typeset,
)
from hongmajia.unions.mastheads import masthead_of

from . import appendices
from .enums import Grouping
from .facts import facts_of, pictures, units
from .models import Booklet, Case
from .querysets import may_be_read
from .quoting import own_quote
from .word import word_edition

TEMPLATE = Path(__file__).parent / "papers/booklet.typ"
SHARES = (1.05, 1.35, 1.5, 1.35)
"""Relative widths of the four columns of the strip of facts."""
HALF, WHOLE = 920, 1600
"""Width in pixels of a photograph of half and of full text width (300 and 250 dpi)."""
MAX_OVERSIZE = 1.25
"""A picture is resampled only if it is wider than this factor times the width wanted."""
QUALITY = 82
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BookFiles:
    """The two files of a book, the number of pages of the PDF, and what no font has."""

    pdf: bytes
    docx: bytes
    pages: int
    unprinted: list[Unprinted]


def print_booklet(booklet: Booklet, progress: Progress = lambda done, total: None) -> BookFiles:
    """Typeset the book. Call it with Chinese as the active language.

    ``progress(done, total)`` is called after each step. Raises ``PaperFault`` if typesetting fails.
    """
    cases = cases_of(booklet)
    shown = {case.pk: pictures(case) for case in cases}
    files = photographs(shown, progress)
    steps = len(files) + 2
    book = book_of(booklet, cases, shown)
    sign = masthead_of(booklet.union).pictures
    pdf = typeset(TEMPLATE, book, {**files, **sign}, is_tagged=False)
    progress(steps - 1, steps)
    docx = word_edition(book, files)
    progress(steps, steps)
    _book, unprinted = set_in_print(book)
    return BookFiles(pdf, docx, len(PdfReader(io.BytesIO(pdf)).pages), unprinted)


def cases_of(booklet: Booklet) -> list[Case]:
    """The book's cases in its order, without those that the enterprise does not let be read."""
    chosen = (
        Case.objects.chosen()
        .filter(may_be_read())
        .with_story()
        .filter(chapters__in=booklet.chapters.printed())
    )
    return list(chosen.order_by("chapters__position", "pk"))


# --- photographs ------------------------------------------------------------------------------


def photographs(shown: dict[int, list[Any]], progress: Progress) -> dict[str, bytes]:
    """File name → photograph as JPEG in the size it is printed in; scaled by several threads."""
    wanted = [
        (file_name(picture), picture.photo.image, width_for(n, len(row)))
        for row in shown.values()
        for n, picture in enumerate(row)
    ]
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor() as pool:
        shrunk = pool.map(lambda job: shrink(job[1], job[2]), wanted)
        for (name, _image, _width), content in zip(wanted, shrunk, strict=True):
            files[name] = content
            progress(len(files), len(wanted) + 2)
    return files


def width_for(position: int, count: int) -> int:
    """Width in pixels: two photographs share a line; a single one and a third take a whole line."""
    is_alone = count == 1 or position == 2
    return WHOLE if is_alone else HALF


def shrink(image: Any, width: int) -> bytes:
    """``image`` (a stored file) as JPEG, at most ``MAX_OVERSIZE`` × ``width`` pixels wide."""
    with image.open() as file, Image.open(file) as picture:
        height = round(width * picture.height / picture.width)
        picture.draft("RGB", (width, height))  # JPEGs decode faster at 1/2, 1/4 or 1/8
        if picture.width > width * MAX_OVERSIZE:
            picture.thumbnail((width, height))
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def file_name(picture: Any) -> str:
    """The name under which the template finds the photograph."""
    return f"photo-{picture.photo_id}.jpg"


# --- the book as the template reads it --------------------------------------------------------


def book_of(booklet: Booklet, cases: list[Case], shown: dict[int, list[Any]]) -> dict[str, Any]:
    """The book as JSON-compatible data, with the keys that ``papers/booklet.typ`` reads."""
    return {
        "title": booklet.title,
        "subtitle": booklet.subtitle,
        "publisher": f"{booklet.union.name}　编",
        "month": chinese_month(booklet.printed_on),
        "imprint": imprint(booklet, len(cases)),
        "before": front_matter(booklet),
        "parts": parts(booklet, cases, shown),
        "after": back_matter(booklet, cases),
        **masthead_of(booklet.union).facts,
    }


def imprint(booklet: Booklet, cases: int) -> list[dict[str, str]]:
    """The lines on the inside of the cover: title, publisher, month, cases, source of figures."""
    lines = (
        ("书名", f"{booklet.title}　{booklet.subtitle}".strip()),
        ("编者", booklet.union.name),
        ("编印", chinese_month(booklet.printed_on)),
        ("收录", f"{booklet.season.name}优秀案例{cases}个"),
        ("数据", "案例中的数据取自服务记录和企业确认。"),
        ("署名", "企业名称、个人姓名和照片，经本人或企业同意后刊印。"),
    )
    return [{"name": name, "text": text} for name, text in lines]


def front_matter(booklet: Booklet) -> list[dict[str, Any]]:
    """What precedes the cases: editorial note, foreword, figures; empty parts are left out."""
    found = _letters(booklet)
    if rows := appendices.figures(booklet):
        today = chinese_date(timezone.localdate())
        note = f"截至{today}，各项数字由记录逐条统计得出。"
        found.append(
            {"kind": "figures", "key": "figures", "title": "数说服务月", "rows": rows, "note": note}
        )
    return found


def _letters(booklet: Booklet) -> list[dict[str, Any]]:
    """The editorial note and the foreword, without empty ones; the first is signed and dated."""
    day = booklet.printed_on
    signed = {"signed": booklet.union.name, "date": f"{day.year}年{day.month}月"}
    letters = [("editorial", "编者的话", booklet.editorial), ("foreword", "前言", booklet.foreword)]
    found: list[dict[str, Any]] = [
        {"kind": "letter", "key": key, "title": title, "text": text, "signed": "", "date": ""}
        for key, title, text in letters
        if text.strip()
    ]
    if found:
        found[0] = {**found[0], **signed}
    return found


def back_matter(booklet: Booklet, cases: list[Case]) -> list[dict[str, Any]]:
    """What follows the cases: roll of teams, chronicle, appendices of other rooms, index."""
    found: list[dict[str, Any]] = []
    if rows := appendices.roll(booklet):
        found.append({"kind": "roll", "key": "roll", "title": "服务队名录", "rows": rows})
    if rows := appendices.chronicle(booklet):
        found.append({"kind": "chronicle", "key": "chronicle", "title": "大事记", "rows": rows})
    found += appendices.of_other_rooms(booklet)
    lists = appendices.index(cases)
    return [*found, {"kind": "index", "key": "index", "title": "索引", "lists": lists}]


def parts(booklet: Booklet, cases: list[Case], shown: dict[int, list[Any]]) -> list[dict[str, Any]]:
    """The parts by category or region code; within each, the cases in the editors' order."""
    key, name = PARTS[Grouping(booklet.grouping)]
    grouped = groupby(sorted(cases, key=key), key=key)
    return [
        {
            "number": f"第{chinese_number(number)}篇",
            "key": f"part-{number}",
            "title": name(members[0]),
            "cases": [case_of(case, shown[case.pk]) for case in members],
        }
        for number, members in enumerate((list(found) for _key, found in grouped), start=1)
    ]


def _city(case: Case) -> Any:
    region = case.engagement.need.region
    return region.parent or region


PARTS: dict[Grouping, tuple[Callable[[Case], Any], Callable[[Case], str]]] = {
    Grouping.CATEGORY: (
        lambda case: case.category,
        lambda case: Category(case.category).short,
    ),
    Grouping.REGION: (lambda case: _city(case).pk, lambda case: str(_city(case).name)),
}


def case_of(case: Case, shown: list[Any]) -> dict[str, Any]:
    """One case as data for the template; a missing caption is an empty string."""
    return {
        "key": f"case-{case.pk}",
        "title": case.title,
        "place": case.engagement.need.region.place,
        "units": units(case),
        "facts": _facts_with_shares(case),
        "problem": case.problem,
        "practice": case.practice,
        "lesson": case.lesson,
        "quote": own_quote(case),
        "quote_by": case.enterprise_label,
        "pictures": [{"file": file_name(picture), "caption": picture.words} for picture in shown],
    }


def _facts_with_shares(case: Case) -> list[dict[str, Any]]:
    """The strip of facts under a case's title, each with its share of the width."""
    return [
        {"name": f.name, "strong": f.strong, "lines": [*filter(None, f.lines)], "share": share}
        for f, share in zip(facts_of(case), SHARES, strict=True)
    ]
