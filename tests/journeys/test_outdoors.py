"""Pages that are read on a phone in a workshop or a yard: strong contrast, targets for fingers,
nothing over the field in focus, and no scrolling sideways at twice the size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hongmajia.engagements.actions import accept, propose, record_contact
from tests.actors import Province, make_need
from tests.journeys.conftest import PHONE, OpenAs, asked_axe, layout_faults

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("how pages are drawn"),
]

SEVEN_TO_ONE = {"runOnly": ["color-contrast-enhanced"], "preload": False}
TWICE_AS_LARGE = (683, 195)
"""A desk's and a phone's width at 200 %."""

LOW_TARGETS = """
    () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(each => each.checkVisibility({visibilityProperty: true}))
        .filter(each => each.type !== "hidden" && !each.closest(".sr, .skip, p, dd, dt, .eye"))
        .map(each => each.closest("label") || each)
        .filter(each => each.getBoundingClientRect().height < 43.5)
        .map(each => each.outerHTML.slice(0, 120))
"""
"""Links within sentences may be lower (WCAG 2.5.8)."""

COVERED = """
    () => {
        const covered = [];
        for (const field of document.querySelectorAll("input, select, textarea, button")) {
            if (!field.checkVisibility() || field.type === "hidden" || field.disabled) continue;
            if (field.closest(".ask-b, .send, .tabs-b")) continue;
            field.focus();
            const {left, right, bottom} = field.getBoundingClientRect();
            const on = document.elementFromPoint((left + right) / 2, bottom - 4);
            if (on?.closest(".ask-b, .send, .tabs-b")) covered.push(field.name || field.innerText);
        }
        return covered;
    }
"""
"""Fields that lie under a bar at the lower edge when they have the focus."""


def test_what_is_read_outdoors(province: Province, open_as: OpenAs) -> None:
    need = make_need(province)
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    accepted = accept(engagement=asked, actor=province.dong)
    record_contact(engagement=accepted, actor=province.dong)
    served = f"/engagements/{accepted.pk}"
    walk = {
        open_as(None, PHONE): ("/needs/ask/", "/track/", f"/track/{need.tracking_code}/"),
        open_as(province.dong, PHONE): (f"{served}/schedule/", f"{served}/record/", f"{served}/"),
    }
    faults = [
        f"{address}: {fault}"
        for page, addresses in walk.items()
        for address in addresses
        for fault in faults_at(page, address)
    ]
    assert faults == []


def faults_at(page: Page, address: str) -> list[str]:
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = asked_axe(page, SEVEN_TO_ONE)
    faults = [found.generate_report()] if found.violations_count else []
    faults += [f"too low for a finger: {target}" for target in page.evaluate(LOW_TARGETS)]
    faults += [f"covered by a bar: {field}" for field in page.evaluate(COVERED)]
    for width in TWICE_AS_LARGE:
        page.set_viewport_size({"width": width, "height": 500})
        faults += [f"({width} px) {fault}" for fault in layout_faults(page)]
    return faults


@pytest.mark.parametrize("size", [PHONE, {"width": 1366, "height": 768}], ids=["phone", "desk"])
def test_large_type_needs_no_script(
    province: Province, new_context: Callable[..., object], live_server: object, size: object
) -> None:
    """One column, a quarter larger, the telephone on top, and a way back."""
    options = {"base_url": live_server.url, "viewport": size, "java_script_enabled": False}
    page = new_context(**options).new_page()
    page.goto("/needs/")
    before = page.locator("h1").bounding_box()
    page.get_by_role("contentinfo").get_by_role("button", name="大字版").click()
    expect(page.locator("html.large")).to_have_count(1)
    expect(page.get_by_role("link", name="12351")).to_be_visible()
    after = page.locator("h1").bounding_box()
    assert after["height"] > 1.2 * before["height"]
    page.get_by_role("button", name="回到普通字").first.click()
    expect(page.locator("html.large")).to_have_count(0)
