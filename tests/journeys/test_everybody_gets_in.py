"""From an empty installation to a master at work: everybody gets an account and comes in."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from hongmajia.accounts.texting_later import text_waiting
from hongmajia.core import attempts
from hongmajia.engagements.actions import propose
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan, Helper
from hongmajia.unions.models import Membership, Region, Union, User
from tests.actors import open_season
from tests.core.workbooks import workbook
from tests.fake_sms import FakeSms
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what a browser shows"),
]

PROVINCE = "浙江省总工会"
MASTER = "13790000001"
PASSWORD = "Mogan-焊缝-2026"
SECOND = "Mogan-坡口-2027"


@pytest.fixture
def gateway(settings: Settings, live_server: object) -> Iterator[FakeSms]:
    settings.SITE_ADDRESS = str(live_server)
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        yield gateway


def test_from_an_empty_installation_to_a_master_at_work(
    regions: None,
    gateway: FakeSms,
    open_as: OpenAs,
    examine: Examine,
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    said = StringIO()
    call_command("appoint", "13700000001", "方建民", union=PROVINCE, stdout=said)
    fang = open_as()
    come_in(fang, said.getvalue().split(" · ")[-1].strip(), examine)

    bring(fang, "unions", workbook(*unions()), tmp_path, work)
    assert Union.objects.count() == 1 + 11 + 90
    bring(fang, "people", workbook(*people()), tmp_path, work)
    assert Membership.objects.count() == 1 + 300

    text_waiting.enqueue()  # invitations of an import go out little by little
    work()
    cadre = open_as()
    come_in(cadre, address_for("13800000011", gateway), examine)
    register_a_master(cadre)
    work()

    master = open_as(None, PHONE)
    sign_in_by_code(master, gateway, work, examine)
    need = a_need_for(Artisan.objects.get(phone=MASTER).helper)
    say_yes(master, need)

    choose_a_password(master)
    forget_it(master, gateway, work)
    assert User.objects.get(phone=MASTER).check_password(SECOND)


def unions() -> Iterator[list[str]]:
    """The rows of 11 cities and 90 counties, each below its own."""
    yield ["*工会名称", "*层级", "*上级工会", "地区"]
    for city in Region.objects.filter(parent=None).order_by("pk"):
        yield [f"{city.name}总工会", "市", PROVINCE, city.name]
    for county in Region.objects.exclude(parent=None).order_by("pk"):
        yield [f"{county.name}总工会", "县（市、区）", f"{county.parent.name}总工会", county.name]


def people() -> Iterator[list[str]]:
    """Three people a county, and three in each of ten cities."""
    yield ["*姓名", "*手机号", "*身份", "工会"]
    chosen = Union.objects.filter(kind__in=("city", "county")).order_by("path")[1:]
    number = 10
    for union in chosen:
        for role in ("干部", "联络员", "评审"):
            number += 1
            yield [f"第{number}位", f"138{number:08}", role, f"{union.parent.name}/{union.name}"]


def come_in(page: Page, address: str, examine: Examine) -> None:
    """Open the invitation, choose a password, arrive at the desk."""
    page.goto(address)
    examine(page)
    page.get_by_label("新密码").fill(PASSWORD)
    expect(page.locator(".pw-rules .yes").first).to_be_visible()
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_label("看过隐私说明").check()
    page.get_by_role("button", name="设好，进去").click()
    expect(page).to_have_url(re.compile("/desk/"))


def bring(page: Page, kind: str, content: bytes, folder: Path, work: Callable[[], None]) -> None:
    """Import a spreadsheet: upload it, have it checked, confirm."""
    path = folder / f"{kind}.xlsx"
    path.write_bytes(content)
    page.goto(f"/import/{kind}/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(re.compile("/import/job/"))
    work()
    page.reload()
    page.get_by_role("main").get_by_role("button", name=re.compile("导入|写入|确认")).first.click()
    page.wait_for_load_state()
    work()
    page.reload()


def address_for(number: str, gateway: FakeSms) -> str:
    """The address in the invitation that was sent to a number."""
    [text] = [text for to, text in gateway.messages if to == number]
    return re.findall(r"http\S+", text)[0]


def register_a_master(page: Page) -> None:
    """The cadre puts a master on the roll of the county."""
    page.goto("/artisans/new/")
    page.get_by_label("姓名").first.fill("潘师傅")
    page.get_by_label("手机号").fill(MASTER)
    page.get_by_label("工种、专业").fill("焊工")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(re.compile(r"/helpers/\d+/"))


def code_for(gateway: FakeSms, work: Callable[[], None]) -> str:
    """The code that has just been sent to the master."""
    work()
    return [text for to, text in gateway.messages if to == MASTER and "验证码" in text][-1][3:9]


def sign_in_by_code(
    page: Page, gateway: FakeSms, work: Callable[[], None], examine: Examine
) -> None:
    page.goto("/login/")
    examine(page)
    page.get_by_label("手机号").fill(MASTER)
    page.get_by_role("button", name="获取验证码").click()
    page.wait_for_url(re.compile("/login/code/confirm/"))
    page.get_by_label("验证码").fill(code_for(gateway, work))
    page.get_by_role("main").get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/desk/"))


def a_need_for(helper: Helper) -> Need:
    """A listed need of the county, for which the union asks the master."""
    season = open_season(Union.objects.get(depth=1))
    need = Need.objects.create(
        season=season, state=NeedState.LISTED, title="不锈钢焊接变形怎么减少", text="焊后变形大",
        category=1, region=helper.region or helper.union.region, union=helper.union,
        home_union=helper.union, contact_name="沈女士", contact_phone="13812341234",
        listed_at=timezone.now(),
    )  # fmt: skip
    propose(need=need, helper=helper, actor=None)
    return need


def say_yes(page: Page, need: Need) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=need.title).first.click()
    page.get_by_role("button", name="接单").first.click()
    expect(page.get_by_role("main")).to_contain_text("已接单")


def choose_a_password(page: Page) -> None:
    """Right after the code no former password is asked for."""
    page.goto("/me/password/")
    page.get_by_label("新密码").fill(PASSWORD)
    expect(page.locator(".pw-rules .yes").first).to_be_visible()
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="改好").click()
    expect(page.get_by_text("密码已经改好")).to_be_visible()


def forget_it(page: Page, gateway: FakeSms, work: Callable[[], None]) -> None:
    """Sign out, sign in with a wrong password, then by a code, and choose another."""
    page.context.clear_cookies()
    attempts.forget_all()  # a minute later
    page.goto("/login/?by=password")
    page.get_by_label("登录账号").fill(MASTER)
    page.get_by_label("密码").first.fill("wrong")
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.get_by_role("link", name="忘了密码").click()
    page.get_by_label("手机号").fill(MASTER)
    page.get_by_role("button", name="获取验证码").click()
    page.wait_for_url(re.compile("/login/code/confirm/"))
    page.get_by_label("验证码").fill(code_for(gateway, work))
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_load_state()  # the script that checks the rules hears no earlier input
    page.get_by_label("新密码").fill(SECOND)
    expect(page.locator(".pw-rules .yes").first).to_be_visible()
    page.get_by_label("再输一遍").fill(SECOND)
    page.get_by_role("button", name="改好").click()
    expect(page.get_by_text("密码已经改好")).to_be_visible()
