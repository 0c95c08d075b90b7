"""The order of a book's cases: dragged at the desk, by buttons on a phone."""

import pytest
from playwright.sync_api import Page, expect

from hongmajia.cases.actions import make_booklet
from hongmajia.cases.models import Booklet
from tests.actors import Province
from tests.cases.test_booklet import TITLES, choose
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def booklet(province: Province) -> Booklet:
    """Three cases of one category, in the order in which they were chosen."""
    for number in range(3):
        choose(province, number, category=1)
    return make_booklet(season=province.season, union=province.province, actor=province.fang)


def titles(page: Page) -> list[str]:
    return page.locator(".order h3").all_inner_texts()


def kept(booklet: Booklet) -> list[str]:
    return [chapter.case.title for chapter in booklet.chapters.select_related("case")]


def test_a_case_is_dragged_to_its_place(
    province: Province, booklet: Booklet, open_as: OpenAs, examine: Examine
) -> None:
    page = open_as(province.fang)
    page.goto(f"/booklets/{booklet.pk}/")
    first, second, third = titles(page)
    rows = page.locator(".order li")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    assert titles(page) == [third, first, second]
    page.locator("[data-save]").click()
    expect(page.locator(".order h3").first).to_have_text(third)
    assert kept(booklet) == [third, first, second]
    examine(page)


def test_on_a_phone_two_buttons_do_it(
    province: Province, booklet: Booklet, open_as: OpenAs, examine: Examine
) -> None:
    page = open_as(province.fang, PHONE)
    page.goto(f"/booklets/{booklet.pk}/")
    first, second, third = titles(page)
    assert {first, second, third} == set(TITLES)
    page.locator(".order li").nth(2).get_by_role("button").first.click()
    expect(page.locator(".order h3").nth(1)).to_have_text(third)
    assert kept(booklet) == [first, third, second]
    examine(page)
