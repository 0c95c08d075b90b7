"""A security key is added and asked for, in a browser with a virtual one."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from hongmajia.config.post_parsers import posts
from tests.actors import Province
from tests.fake_sms import FakeSms
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "一个够长的密码-26"
A_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page: Page) -> None:
    """A key that is touched whenever somebody asks."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY})


def sign_in(page: Page) -> None:
    page.goto("/login/")
    page.get_by_label("登录账号").fill("xu")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


@pytest.mark.one_database("what a browser does with a security key")
def test_a_cadre_adds_a_key_and_signs_in_with_it(
    province: Province, open_as: OpenAs, examine: Any, settings: Settings
) -> None:
    settings.SECOND_FACTOR = posts("cadre:county")
    province.xu.set_password(PASSWORD)
    province.xu.save()
    page = open_as(None, PHONE)
    plug_in(page)

    sign_in(page)
    expect(page.get_by_role("heading", name="请先设好二次验证")).to_be_visible()
    examine(page)
    page.get_by_role("link", name="设身份验证器").click()
    examine(page)
    page.go_back()
    page.get_by_role("link", name="加安全密钥").click()
    examine(page)
    page.get_by_label("叫它什么").fill("抽屉里那把")
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("heading", name="请收好备用码")).to_be_visible()
    examine(page)
    page.get_by_role("link", name="收好了").click()
    expect(page.get_by_role("heading", name="抽屉里那把")).to_be_visible()
    examine(page)

    page.goto("/me/")
    page.get_by_role("button", name="退出登录").last.click()
    sign_in(page)
    expect(page.get_by_role("heading", name="再确认一次是您")).to_be_visible()
    examine(page)
    page.get_by_role("link", name="用备用码").click()
    examine(page)
    page.get_by_role("link", name="用安全密钥").click()
    page.get_by_label("这台设备30天内不再问").check()
    page.get_by_role("button", name="用安全密钥").click()
    page.wait_for_url("**/desk/")

    page.goto("/me/second/again/")
    examine(page)
    page.goto("/me/second/")
    page.get_by_role("link", name="去掉").click()
    expect(page.get_by_text("“抽屉里那把”以后不能用来登录。")).to_be_visible()
    examine(page)
    page.goto("/me/")
    page.get_by_role("button", name="退出登录").last.click()
    sign_in(page)
    page.wait_for_url("**/desk/")


@pytest.mark.one_database("two pages as a browser shows them")
def test_who_has_no_password_confirms_by_a_code(
    province: Province, open_as: OpenAs, examine: Any, settings: Settings
) -> None:
    page = open_as(province.dong, PHONE)
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        page.goto("/me/second/app/")
        examine(page)
        page.get_by_role("button", name="获取验证码").click()
        expect(page.get_by_label("验证码")).to_be_visible()
        examine(page)
