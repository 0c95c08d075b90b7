"""Ticked offers are taken off the list and put back; the list is exported and imported."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.spreadsheets import read_table
from hongmajia.offers.actions import unlist_offer
from hongmajia.offers.enums import OfferMode
from hongmajia.offers.models import Offer
from tests.actors import Province, make_offer
from tests.core.workbooks import uploaded, workbook
from tests.exports import rows_of

As = Callable[[str], Client]
HEADINGS = ["*谁来做", "*种类", "*能解什么、能讲什么", "怎么做", "方式", "用时", "最多几人"]


# ---- ticked ----


def test_each_is_taken_off_for_itself(as_: As, province: Province) -> None:
    first = make_offer(province.dong_helper, title="焊接变形控制")
    gone = make_offer(province.dong_helper, title="温控调试")
    unlist_offer(offer=gone, actor=province.shen)
    foreign = make_offer(province.zhou_helper, title="设备故障怎么找")
    keys = [first.pk, gone.pk, foreign.pk]
    page = as_("shen").post("/offers/act/", {"act": "unlist", "tick": keys}, follow=True)
    assert [each.words for each in page.context["done"]] == ["已从清单撤下。已接的单照常办。"]
    assert [each.words for each in page.context["refused"]] == [
        "已经不在清单上了。", "您没有权限办这一件。",
    ]  # fmt: skip
    assert list(Offer.objects.filter(is_listed=True)) == [foreign]


def test_those_taken_off_are_found_and_put_back(as_: As, province: Province) -> None:
    gone = make_offer(province.dong_helper, title="焊接变形控制")
    unlist_offer(offer=gone, actor=province.shen)
    page = as_("shen").get("/offers/?off=1")
    assert [offer for offer, _left in page.context["rows"]] == [gone]
    assert [act.name for act in page.context["ticks"].acts] == ["relist"]
    as_("shen").post("/offers/act/", {"act": "relist", "tick": gone.pk})
    assert Offer.objects.get(pk=gone.pk).is_listed


@pytest.mark.parametrize("actor", ["wu", "contact", "nobody"])
def test_others_find_nothing_that_was_taken_off(as_: As, province: Province, actor: str) -> None:
    unlist_offer(offer=make_offer(province.dong_helper), actor=province.shen)
    assert as_(actor).get("/offers/?off=1").context["rows"] == []


def test_who_may_do_nothing_sees_no_box(as_: As, province: Province) -> None:
    make_offer(province.dong_helper)
    assert not as_("nobody").get("/offers/").context["ticks"].has_bar
    assert not as_("contact").get("/offers/").context["ticks"].boxes


@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_at_one_and_at_a_page_of_rows(
    as_: As, province: Province, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(rows):
        make_offer(province.dong_helper, title=f"焊接变形控制{number}")
    browser = as_("shen")
    with django_assert_max_num_queries(12):
        browser.get("/offers/")


# ---- exported ----


def test_only_the_ticked_are_exported(
    as_: As, province: Province, work: Callable[[], None]
) -> None:
    wanted = make_offer(province.dong_helper, title="焊接变形控制")
    make_offer(province.dong_helper, title="温控调试")
    browser = as_("shen")
    heading, *rows = rows_of(browser, work, "/offers/export/", only="ticked", tick=wanted.pk)
    assert heading[:3] == [each.lstrip("*") for each in HEADINGS[:3]]
    assert [row[2] for row in rows] == ["焊接变形控制"]
    assert len(rows_of(browser, work, "/offers/export/")) == 1 + 2
    assert len(rows_of(browser, work, "/offers/export/?q=温控")) == 1 + 1


def test_without_a_tick_nothing_is_exported(as_: As, province: Province) -> None:
    answer = as_("shen").post("/offers/export/", {"only": "ticked"})
    assert (answer.status_code, "还没有勾选" in answer.text) == (409, True)


# ---- imported ----


def read(actor: Any, *rows: list[Any]) -> Any:
    """What the import says of these rows."""
    file = uploaded(workbook(HEADINGS, *rows))
    return check(importer_of("offers"), read_table(file), actor)


def test_offers_of_masters_and_teams_are_imported(province: Province) -> None:
    master, team = province.dong_helper.name, province.team.name
    found = read(
        province.fang,
        [master, "技术", "焊接变形控制", "先看焊缝", "现场", "半天", 6],
        [team, "课程", "设备点检", "", "", "", ""],
    )
    forms = [form for _row, form in found.forms]
    first, second = importer_of("offers").apply_all(forms, province.fang)
    assert (first.helper, first.duration, first.max_people) == (province.dong_helper, "半天", 6)
    assert (second.helper, second.mode, second.is_listed) == (
        province.team, OfferMode.ON_SITE, True,
    )  # fmt: skip


def test_what_is_wrong_with_a_row_is_said_beside_it(province: Province) -> None:
    make_offer(province.dong_helper, title="焊接变形控制")
    name = province.dong_helper.name
    found = read(
        province.shen,
        [name, "技术", "焊接变形控制", "", "", "", ""],
        ["没有这位", "技术", "温控调试", "", "", "", ""],
        [name, "不知道", "温控调试", "", "", "", 0],
    )
    said = " ".join(fault.message for fault in found.faults)
    assert "清单上已经有“焊接变形控制”了，请删掉这一行。" in said
    assert "名册上没有“没有这位”，请先登记这位师傅。" in said
    assert "没有“不知道”这一项" in said
    assert "要填1或更大的数" in said


def test_nobody_imports_for_masters_of_others(province: Province) -> None:
    row = [province.dong_helper.name, "技术", "焊接变形控制", "", "", "", ""]
    assert not read(province.shen, row).faults
    assert read(province.wu, row).faults


def test_what_is_exported_can_be_imported_again(
    as_: As, province: Province, work: Callable[[], None]
) -> None:
    offer = make_offer(province.dong_helper, title="焊接变形控制", text="先看焊缝")
    headings, row = rows_of(as_("shen"), work, "/offers/export/")
    unlist_offer(offer=offer, actor=province.shen)
    file = uploaded(workbook(headings, row))
    found = check(importer_of("offers"), read_table(file), province.shen)
    assert [form.facts()["text"] for _row, form in found.forms] == ["先看焊缝"]
