"""Making a book of cases: its content and order, PDF and Word files, release."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from hongmajia.cases.actions import (
    draft_case,
    edit_booklet,
    leave_out_case,
    make_booklet,
    nominate_case,
    order_chapters,
    release_booklet,
    rewrite_case,
    select_case,
    start_typesetting,
    update_chapters,
)
from hongmajia.cases.appendices import letter, pinyin
from hongmajia.cases.enums import BookletState, Grouping
from hongmajia.cases.models import Booklet, Case
from hongmajia.cases.printing import cases_of, print_booklet, shrink
from hongmajia.cases.tasks import set_booklet
from hongmajia.cases.views.booklets import moved
from hongmajia.core.errors import Refused, WrongState
from hongmajia.services.actions import correct_confirmation
from hongmajia.services.models import RecordPhoto
from tests.actors import Province
from tests.cases.conftest import LESSON, SignIn, agree, photograph, serve
from tests.kept import kept_fixture
from tests.papers.archival import broken_demands
from tests.papers.test_typesetting import faces_of

TITLES = ("换一个顺序焊，罐体不再变形", "一家的废水，六十家一起问", "模具抛光，快了还更亮")


def choose(province: Province, number: int, **words: Any) -> Case:
    """A selected case."""
    case = draft_case(engagement=serve(province, number), actor=province.xu)
    words = {"title": TITLES[number], "lesson": LESSON, **words}
    case = rewrite_case(case=case, actor=province.xu, **words)
    case = nominate_case(case=case, actor=province.xu)
    agree(province, case)
    nominate_case(case=case, actor=province.shen)
    return select_case(case=case, actor=province.fang)


typeset = pytest.mark.one_database("facts are typeset alike, whichever database they come from")


@kept_fixture
def chosen(province: Province) -> list[Case]:
    """Three selected cases: two of category 1, one of green production."""
    return [choose(province, n, category=2 if n == 1 else 1) for n in range(3)]


@kept_fixture
def booklet(province: Province, chosen: list[Case]) -> Booklet:
    made = make_booklet(season=province.season, union=province.province, actor=province.fang)
    return edit_booklet(
        booklet=made, actor=province.fang, editorial="看得见的目标，让帮忙的人知道从哪里使劲。",
        foreword="五月里，师傅们走进车间。", printed_on=date(2026, 6, 1),
    )  # fmt: skip


def read(booklet: Booklet) -> tuple[list[str], bytes]:
    """The text of each page of the PDF without its spaces, and the PDF."""
    pdf = print_booklet(Booklet.objects.select_related("season", "union").get(pk=booklet.pk)).pdf
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [page.extract_text().replace(" ", "") for page in pages], pdf


def page_with(pages: list[str], words: str, start: int = 0) -> int:
    return next(n for n, text in enumerate(pages) if n >= start and words in text)


# --- the print --------------------------------------------------------------------------------


@typeset
def test_the_book_has_all_its_parts_in_their_order(booklet: Booklet) -> None:
    pages, _pdf = read(booklet)

    assert "浙江省总工会" in pages[0]
    assert "二〇二六年六月" in pages[0]
    assert all(words in pages[1] for words in ("书名", "浙江省总工会", "优秀案例3个"))
    order = ["目录", "编者的话", "前言", "数说服务月", "第一篇", TITLES[0], "第二篇", TITLES[1]]
    order += ["服务队名录", "大事记", "索引"]
    contents = page_with(pages, "目录")
    found = [page_with(pages, words, contents + 1) for words in order[1:]]
    assert found == sorted(found)
    assert all(pages), "no page is empty"
    assert len(pages) == 14


@typeset
def test_the_contents_name_the_pages_on_which_the_cases_stand(booklet: Booklet) -> None:
    pages, _pdf = read(booklet)
    contents = pages[page_with(pages, "目录")]
    first = page_with(pages, "编者的话", page_with(pages, "目录") + 1)

    for title in TITLES:
        at = page_with(pages, title, first)
        line = next(line for line in contents.splitlines() if title in line)
        rest = contents[contents.index(line) :]
        assert str(at + 1) in rest[:60], f"{title} stands on {at + 1}"


@typeset
def test_a_case_is_printed_with_its_facts(booklet: Booklet) -> None:
    pages, _pdf = read(booklet)
    text = "".join(pages)

    facts = ("6mm → 1.5mm", "一年约省18.5万元", "董师傅等2人", "针对问题", "主要做法", "经验启示")
    facts += (LESSON, "他先看我们焊了一件", "德清县莫干精工机械有限公司")
    assert all(words.replace(" ", "") in text.replace(" ", "") for words in facts)


@typeset
def test_the_pdf_uses_no_other_fonts(booklet: Booklet) -> None:
    _pages, pdf = read(booklet)
    assert {name.split("-")[0] for name in faces_of(pdf)} == {"NotoSerifSC", "NotoSansSC"}


@typeset
def test_the_pdf_breaks_no_demand_of_the_standard_for_archives(booklet: Booklet) -> None:
    """With its photographs."""
    _pages, pdf = read(booklet)
    assert broken_demands(io.BytesIO(pdf)) == []


def test_photographs_are_scaled_down_before_typesetting(
    province: Province, booklet: Booklet, chosen: list[Case]
) -> None:
    record = chosen[0].engagement.activities.get().record
    for n in range(2):
        photo = RecordPhoto.objects.create(
            record=record,
            image=photograph(size=(2000, 1500)),
            caption=f"焊缝{n}",
            shows_faces=False,
        )
        chosen[0].pictures.create(photo=photo, position=n)
    small = Image.open(io.BytesIO(shrink(photo.image, 920)))

    assert small.size == (1000, 750)
    pages, pdf = read(booklet)
    assert "焊缝0" in "".join(pages)
    assert len(pdf) < 700_000


@typeset
def test_parts_follow_the_places_if_the_editors_wish(province: Province, booklet: Booklet) -> None:
    edit_booklet(booklet=booklet, actor=province.fang, grouping=Grouping.REGION)
    pages, _pdf = read(booklet)
    assert "湖州市" in pages[page_with(pages, "第一篇", 4)]
    assert "第二篇" not in "".join(pages)


@typeset
def test_a_case_without_consent_is_left_out_of_the_book(
    province: Province, booklet: Booklet, chosen: list[Case]
) -> None:
    word = chosen[1].engagement.confirmation
    correct_confirmation(confirmation=word, actor=province.contact, case_consent=False)
    assert TITLES[1] not in "".join(read(booklet)[0])


def test_the_word_document_has_an_outline(booklet: Booklet) -> None:
    printed = print_booklet(booklet)
    paper = Document(io.BytesIO(printed.docx))
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 2"]  # type: ignore[union-attr]

    assert heads == [TITLES[0], TITLES[2], TITLES[1]]
    assert any(LESSON in p.text for p in paper.paragraphs)
    strip = [cell.text for cell in paper.tables[1].rows[0].cells]
    assert any("6mm → 1.5mm" in words for words in strip)


# --- the order --------------------------------------------------------------------------------


@typeset
def test_the_editors_order_is_kept_within_each_part(
    province: Province, booklet: Booklet, chosen: list[Case]
) -> None:
    keys = [chosen[2].pk, chosen[1].pk, chosen[0].pk]
    order_chapters(booklet=booklet, cases=keys, actor=province.fang)

    pages, _pdf = read(booklet)
    start = page_with(pages, "第一篇", 4)
    assert page_with(pages, TITLES[2], start) < page_with(pages, TITLES[0], start)
    assert page_with(pages, TITLES[0], start) < page_with(pages, TITLES[1], start)


@pytest.mark.parametrize("wrong", [[], [1], [1, 1, 2]])
def test_an_order_names_each_case_once(
    province: Province, booklet: Booklet, chosen: list[Case], wrong: list[int]
) -> None:
    keys = [chosen[n - 1].pk for n in wrong]
    with pytest.raises(Refused, match="增减了案例"):
        order_chapters(booklet=booklet, cases=keys, actor=province.fang)


@given(st.lists(st.integers(1, 99), unique=True, min_size=1), st.data())
def test_a_button_moves_one_case_by_one_place(cases: list[int], data: st.DataObject) -> None:
    one, way = data.draw(st.sampled_from(cases)), data.draw(st.sampled_from(["up", "down"]))
    new = moved(list(cases), f"{way}-{one}")

    assert sorted(new) == sorted(cases)
    assert abs(new.index(one) - cases.index(one)) <= 1
    assert moved(list(cases), "nonsense") == cases


def test_cases_chosen_later_are_added(province: Province, booklet: Booklet) -> None:
    assert update_chapters(booklet=booklet, actor=province.fang) == 0
    Case.objects.filter(title=TITLES[0]).update(state="passed")
    assert update_chapters(booklet=booklet, actor=province.fang) == 1
    assert booklet.chapters.count() == 2


def test_a_case_can_be_left_out_and_taken_back(
    province: Province, booklet: Booklet, chosen: list[Case], as_: SignIn
) -> None:
    out, first = chosen[0].pk, f"/booklets/{booklet.pk}/"
    as_("fang").post(f"{first}{out}/leave-out/", follow=True)
    assert [case.pk for case in cases_of(booklet)] == [chosen[2].pk, chosen[1].pk]
    assert "2个案例" in page_of(as_("fang"), booklet)
    assert update_chapters(booklet=booklet, actor=province.fang) == 0, "it stays left out"

    as_("fang").post(f"{first}{out}/take-back/")
    assert next(case.pk for case in cases_of(booklet)) == out


def test_a_case_left_out_does_not_hold_up_the_release(
    province: Province, booklet: Booklet, chosen: list[Case]
) -> None:
    Booklet.objects.update(state="ready", set_at=timezone.now())
    published = {"state": "published", "published_at": timezone.now()}
    Case.objects.exclude(pk=chosen[0].pk).update(**published)
    leave_out_case(booklet=booklet, case=chosen[0].pk, actor=province.fang)
    assert release_booklet(booklet=booklet, actor=province.fang).released_at


def test_without_cases_there_is_no_book(province: Province) -> None:
    with pytest.raises(Refused, match="还没有入选的案例"):
        make_booklet(season=province.season, union=province.province, actor=province.fang)


# --- setting, as the worker does it -----------------------------------------------------------


def page_of(client: Client, booklet: Booklet) -> str:
    return client.get(f"/booklets/{booklet.pk}/").content.decode()


@pytest.mark.tasks_run_twice
def test_from_the_button_to_the_file(
    booklet: Booklet, work: Callable[[], None], as_: SignIn
) -> None:
    client = as_("fang")
    client.post(f"/booklets/{booklet.pk}/set/")
    assert "排队等着" in page_of(client, booklet)

    work()
    assert "HX-Refresh" in client.get(f"/booklets/{booklet.pk}/progress/")
    assert "PDF，14页" in page_of(client, booklet)
    answer = client.get(f"/booklets/{booklet.pk}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    word = client.get(f"/booklets/{booklet.pk}/word/")
    assert b"".join(word.streaming_content).startswith(b"PK")


def test_a_booklet_being_typeset_cannot_be_edited(
    province: Province, booklet: Booklet, chosen: list[Case]
) -> None:
    start_typesetting(booklet=booklet, actor=province.fang)
    with pytest.raises(WrongState, match="正在排版"):
        edit_booklet(booklet=booklet, actor=province.fang, title="别的")


def test_a_book_that_kills_its_workers_has_failed(
    province: Province, booklet: Booklet, as_: SignIn, kill_workers_of: Callable[[str], None]
) -> None:
    as_("fang").post(f"/booklets/{booklet.pk}/set/")
    kill_workers_of("set_booklet")
    assert "系统出了问题" in page_of(as_("fang"), booklet)


def test_a_book_is_made_with_any_character_and_the_page_names_what_no_font_has(
    province: Province, booklet: Booklet, as_: SignIn
) -> None:
    Booklet.objects.update(foreword="师傅们真好😀，赵\ue000师傅每天10⁶次")
    start_typesetting(booklet=booklet, actor=province.fang)
    set_booklet.call(booklet.pk)

    booklet.refresh_from_db()
    assert booklet.state == BookletState.READY
    text = "".join(read(booklet)[0])
    assert "师傅们真好😀，赵〓师傅每天10⁶次" in text
    assert "“师傅们真好😀，赵〓师傅每天10⁶次”里的“\ue000”" in page_of(as_("fang"), booklet)


def test_it_can_be_released_once_every_case_is_published(
    province: Province, booklet: Booklet, as_: SignIn
) -> None:
    start_typesetting(booklet=booklet, actor=province.fang)
    set_booklet.call(booklet.pk)
    assert as_("nobody").get(f"/booklets/{booklet.pk}/pdf/").status_code == 404
    with pytest.raises(Refused, match="还有3个案例没有发布"):
        release_booklet(booklet=booklet, actor=province.fang)

    Case.objects.update(state="published", published_at="2026-06-20T08:00:00+08:00")
    release_booklet(booklet=booklet, actor=province.fang)
    answer = as_("nobody").get(f"/booklets/{booklet.pk}/pdf/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "下载汇编" in as_("nobody").get("/cases/").content.decode()


# --- the index --------------------------------------------------------------------------------


def test_the_index_sorts_names_by_pinyin() -> None:
    names = ["周师傅", "董师傅", "安吉竹业", "3M中国", "德清精工"]
    assert sorted(names, key=pinyin) == ["3M中国", "安吉竹业", "德清精工", "董师傅", "周师傅"]
    assert [letter(name) for name in names] == ["Z", "D", "A", "#", "D"]
