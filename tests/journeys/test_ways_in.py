"""The sign-in page when every way in is switched on: passwords, codes, all accounts elsewhere."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from hongmajia.accounts.actions import link_identity
from tests.accounts.test_elsewhere import FAKES
from tests.actors import Province
from tests.fake_sms import FakeSms
from tests.journeys.conftest import DESK, PHONE, Keep, OpenAs, faults_on
from tests.journeys.test_every_page import SMALL_PHONE, choose_english

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what a browser shows"),
]


@pytest.fixture
def every_way_in(settings: Settings) -> Iterator[None]:
    """Text messages are sent, and each provider has its fake; 微信 is for its own app only."""
    with ExitStack() as stack:
        stack.enter_context(FakeSms()).switch_on(settings)
        providers = {}
        for kind in FAKES:
            stack.enter_context(kind()).switch_on(settings)
            providers.update(settings.SOCIALACCOUNT_PROVIDERS)
        settings.SOCIALACCOUNT_PROVIDERS = providers
        yield


@pytest.mark.parametrize("address", ["/login/?by=password", "/login/code/"])
def test_the_sign_in_page_with_all_of_them(
    province: Province, every_way_in: None, open_as: OpenAs, keep_picture: Keep, address: str
) -> None:
    chinese, english = open_as(), open_as()
    choose_english(english)
    faults = []
    for page in (chinese, english):
        for size in (DESK, PHONE, SMALL_PHONE):
            page.set_viewport_size(size)
            page.goto(address)
            expect(page.locator("form[action*='/login/with/']")).to_have_count(len(FAKES) - 1)
            faults += faults_on(page)
    assert faults == []
    for size in (DESK, PHONE):
        chinese.set_viewport_size(size)
        keep_picture(chinese, f"all-ways-{'code' if 'code' in address else 'password'}",
                     str(size["width"]))  # fmt: skip


def test_ones_own_ways_with_one_of_them_linked(
    province: Province, every_way_in: None, open_as: OpenAs, keep_picture: Keep
) -> None:
    link_identity(user=province.dong, provider="dingtalk", uid="u1", name="钉钉")
    page = open_as(province.dong)
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto("/me/ways/")
        faults += faults_on(page)
        keep_picture(page, "all-ways-own", str(size["width"]))
    assert faults == []
