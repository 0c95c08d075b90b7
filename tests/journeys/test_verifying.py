"""A morning with 62 needs to verify: how many clicks it takes, and what is seen at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.journeys.clicks import clicks, count_clicks
from tests.journeys.conftest import DESK, PHONE, Examine, OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what is clicked does not depend on it"),
]

WALKED = ("as suggested", "other category", "no suggestion", "returned", "escalated", "merged")
MORNING = {"other category": 15, "returned": 4, "escalated": 1, "merged": 2}
"""Of 62 needs; the 40 others are listed as the engine suggests, or without a suggestion."""
MOST = 130


@pytest.fixture
def morning(province: Province) -> dict[str, Need]:
    """One need of each kind, in the order in which they are walked."""
    now = timezone.now()
    sure, unsure = [[1, 0.9], [3, 0.1]], [[1, 0.4], [3, 0.3]]
    found = {
        kind: make_need(
            province,
            NeedState.SUBMITTED,
            title=f"{kind}：罐体焊完要校平",
            category=None,
            category_chances=unsure if kind == "no suggestion" else sure,
            due_at=now + timedelta(hours=number + 1),
        )
        for number, kind in enumerate(WALKED)
    }
    found["listed"] = make_need(province, title="罐体焊完要校平，怎么省时间")
    return found


def decide(page: Page, kind: str) -> None:
    """What Xu does with the need on the page; each act leads to the next one."""
    if kind == "as suggested":
        page.keyboard.press("Enter")
    elif kind in ("other category", "no suggestion"):
        page.get_by_label("生产设备改造").click()
        page.keyboard.press("Enter")
    elif kind == "merged":
        page.get_by_role("button", name="并入这件").first.click()
    else:
        opens, sends = {"returned": ("退回补充", "退回"), "escalated": ("提请协调",) * 2}[kind]
        page.locator("summary", has_text=opens).click()
        page.locator("details[open] textarea").fill("请补一张焊缝的照片")
        page.locator("details[open]").get_by_role("button", name=sends, exact=True).click()


def test_62_needs_take_at_most_130_clicks(
    open_as: OpenAs, province: Province, morning: dict[str, Need], examine: Examine
) -> None:
    page = open_as(province.xu, DESK)
    count_clicks(page)
    page.goto("/desk/")
    page.locator(".w .btn", has_text="核实").first.click()
    page.wait_for_url("**/verify/")
    to_begin, taken = clicks(page), {}
    for kind in WALKED:
        expect(page.locator("h1")).to_contain_text(kind)
        assert is_seen_at_once(page)
        if kind == "as suggested":
            examine(page)
            clicks(page)
        decide(page, kind)
        expect(page.locator("h1")).not_to_contain_text(kind)
        taken[kind] = clicks(page)
    states = [Need.objects.get(pk=morning[kind].pk).state for kind in WALKED]
    assert states == ["listed"] * 3 + ["returned", "escalated", "merged"]
    assert Need.objects.get(pk=morning["other category"].pk).category == 3

    decided = to_begin + sum(n * taken[kind] for kind, n in MORNING.items())
    others = 62 - sum(MORNING.values())
    assert decided + others * taken["as suggested"] <= 85
    assert decided + others * taken["no suggestion"] <= MOST, "even if the engine is never sure"


def is_seen_at_once(page: Page) -> Any:
    """Whether the decision is on the screen without scrolling."""
    button = page.locator(".decision .btn-primary").bounding_box()
    assert button is not None
    assert page.evaluate("scrollY") == 0
    return button["y"] + button["height"] <= DESK["height"]


def test_ticking_a_whole_page_on_a_phone(
    open_as: OpenAs, province: Province, morning: dict[str, Need], examine: Examine
) -> None:
    page = open_as(province.xu, PHONE)
    page.goto("/needs/queue/")
    act = page.get_by_role("button", name="列入清单")
    expect(act).to_be_disabled()
    page.get_by_role("button", name="全选本页").click()
    expect(page.locator("#ticked output")).to_have_text(f"已选{len(WALKED)}件")
    examine(page)
    act.click()
    expect(page.locator("h1")).to_have_text("列入清单：办好5件，1件没有办")
    expect(page.locator(".outcomes").first).to_contain_text("请选问题类别。")
    examine(page)
