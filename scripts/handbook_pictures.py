"""The pictures of the handbook: our own pages on a phone, in both languages (`make handbook`).

    python scripts/handbook_pictures.py [--site http://127.0.0.1:8000]

Walks one need through a running demonstration (`make run`), from the question to the confirmation,
as the handbook says it is done, and takes a picture at each stop. The demonstration keeps what the
walk did; use a fresh one, in which Dong may still be invited. `handbook_pictures` of the tests
compares the pictures with those that the pages name.
"""

import argparse
import os
import shutil
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handbook_cast import TO_TOP, Cast
from machine import install_missing
from playwright.sync_api import Page, sync_playwright

BROWSER: Any = {
    "executable_path": shutil.which("chromium-headless-shell") or shutil.which("chromium"),
    "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
}
PROBLEM = "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平，有的还要返工"
ALIKE = "炒菜锅底受热不均匀，中间糊了边上还没熟"
"""A problem like one that the demonstration has solved."""
PHONE = "13700001234"


# ---- one need, from the question to the confirmation ----


def ask(cast: Cast) -> None:
    """An enterprise asks and gets a tracking code, with which anybody may look."""
    visitor = cast["nobody"]
    visitor.keep("ask", "/needs/ask/", before=type_one_like_another)
    page = cast["enterprise"].chinese
    page.goto("/needs/ask/")
    page.locator("#id_text").fill(PROBLEM)
    for number in (2, 3, 4, 5):
        page.locator("#next").click()
        if number == 3:
            page.get_by_label("做到什么样算解决").fill("平面度2mm以内")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_role("button", name="提交").click()
    code = page.locator(".code .big").inner_text()
    visitor.keep("code", page.url)
    visitor.keep("track", f"/track/{code}/")


def type_one_like_another(page: Page) -> None:
    page.wait_for_load_state("networkidle")  # else nobody listens to what is typed
    page.locator("#id_text").fill(ALIKE)
    page.locator("#likes > *").first.wait_for()
    page.evaluate("document.activeElement.blur()")


def verify(cast: Cast) -> str:
    """The county lists it; the address of the need."""
    county = cast["county"]
    county.keep("desk", "/desk/")
    need = county.first(
        "/needs/queue/?state=submitted", f"[href^='/needs/']:has-text('{PROBLEM[:8]}')"
    )
    address = f"{need}verify/"
    county.keep("verify", address, at="fieldset")
    page = county.chinese
    page.goto(address)
    page.locator("input[name=category]").first.check()
    page.locator("button:has-text('列入')").last.click()  # and stays with this one
    page.wait_for_url(lambda url: address not in url)
    return need


def invite(cast: Cast, need: str) -> None:
    """Dong is asked."""
    county = cast["county"]
    county.keep("shortlist", need, at="#shortlist")
    page = county.chinese
    page.goto(f"{need}shortlist/")
    page.get_by_role("button", name="发出邀请 董师傅").click()
    page.get_by_role("status").first.wait_for()


def accept(cast: Cast) -> str:
    """Dong accepts and telephones; the address of the engagement."""
    dong = cast["artisan"]
    address = dong.first("/engagements/?stand=waiting", "main a[href^='/engagements/']")
    dong.keep("invited", address)
    page = dong.chinese
    page.goto(address)
    page.get_by_role("button", name="我来接单").click()
    page.get_by_label("说好了什么").wait_for()
    dong.keep("contact", address, at=".hold")
    page.goto(address)
    page.get_by_label("说好了什么").fill("周四上午到车间看工装")
    page.get_by_role("button", name="联系好了，记下").click()
    page.wait_for_load_state()
    return address


def agree(cast: Cast, engagement: str) -> None:
    """Dong and the enterprise agree on a day, which is then called off."""
    page = cast["artisan"].chinese
    soon = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=3)
    page.goto(f"{engagement}schedule/")
    page.get_by_label("哪一天").fill(soon.isoformat())
    page.get_by_label("地点").fill("二号车间")
    page.get_by_role("button", name="约好了").click()
    page.wait_for_url("**/activities/**")
    cast["artisan"].keep("visit", page.url)
    page.locator("summary", has_text="取消这一次").click()
    page.locator("details[open] input[type=text], details[open] textarea").first.fill("已经去过了")
    with page.expect_navigation():
        page.locator("details[open] form button").click()


def serve(cast: Cast, engagement: str) -> None:
    """Dong writes what was done; the enterprise is asked to confirm it."""
    page = cast["artisan"].chinese
    page.goto(f"{engagement}record/")
    page.locator("#id_time").fill("00:00")
    if page.locator("#id_place").is_visible():
        page.locator("#id_place").fill("二号车间")
    page.get_by_role("button", name="下一步，写记录").click()
    page.wait_for_url("**/activities/**")
    cast["artisan"].keep("record", page.url, before=type_the_record)
    type_the_record(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("解决了", exact=True).click()
    for label, words in {"量什么": "平面度", "原来": "6", "现在": "1.5", "单位": "mm"}.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="交给企业确认").click()
    page.get_by_role("heading", name="服务记录").wait_for()
    cast["enterprise"].keep("confirm", f"{engagement}confirm/")


def type_the_record(page: Page) -> None:
    page.locator("#id_diagnosis").fill("焊接顺序不对，一侧连续焊，热量集中。")
    page.locator("#id_done").fill("改对称分段退焊，加2mm反变形垫板。")
    page.locator("#id_diagnosis").evaluate(TO_TOP)


# ---- the other pages ----


def take_the_others(cast: Cast) -> None:
    """Pages that need no walk."""
    cast["county"].keep("hotline", "/hotline/", before=find_the_caller, at=".page-h")
    province, leader = cast["province"], cast["leader"]
    province.keep("call", province.first("/desk/?kind=call", "main a[href^='/calls/']"))
    province.keep(
        "round", province.first("/rounds/", "main a[href^='/rounds/']:not([href$='/new/'])")
    )
    province.keep("judging", "/cases/judging/")
    union = province.first("/unions/", "main a[href^='/unions/']:has-text('市总工会')")
    province.keep("grant", f"{union}grant/")
    province.keep("season", province.first("/season/", "main a[href$='/change/']"))
    cast["head"].keep("figures", "/figures/")
    reviewer = cast["reviewer"]
    reviewer.keep("review", reviewer.first("/desk/", "main a[href$='/review/']"), at="main form")
    dong = cast["artisan"]
    dong.keep("settings", dong.first("/me/", "main a[href^='/helpers/']") + "settings/")
    team = leader.first("/me/", "main a[href^='/helpers/']:has-text('队')")
    leader.keep("seats", f"{team}seats/")
    leader.keep("offer", "/offers/new/")


def find_the_caller(page: Page) -> None:
    page.locator("#main input[name=q]").fill(PHONE)
    page.keyboard.press("Enter")
    page.locator(".aloud").first.wait_for()


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="http://127.0.0.1:8000", help="a running demonstration")
    site = parser.parse_args().site
    install_missing()
    with sync_playwright() as player, player.chromium.launch(**BROWSER) as browser:
        walk(Cast(browser, site))


def walk(cast: Cast) -> None:
    ask(cast)
    need = verify(cast)
    invite(cast, need)
    engagement = accept(cast)
    cast["enterprise"].keep("follow", need)
    agree(cast, engagement)
    serve(cast, engagement)
    take_the_others(cast)


if __name__ == "__main__":
    main()
