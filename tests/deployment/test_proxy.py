"""Behind a real proxy with TLS: what browsers post arrives, and visitors are who they are."""

import re

import pytest
import requests

from hongmajia.core.codes import WRONG_CODES
from tests.deployment.conftest import PASSWORD, Site

pytestmark = pytest.mark.one_database("a proxy is the same before either database")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STYLE = re.compile(r'href="(/static/hm[^"]+\.css)"')
FETCHED = re.compile(r'(?:href|src)="(/static/[^"#?]+)')
NOT_FETCHED = (".png", ".webmanifest")
"""Fetched when the page is put on the phone's home screen."""
ICON = re.compile(r'href="(/static/vendor/icons[^"#]+)#')


def test_a_walk_behind_the_proxy(site: Site) -> None:
    """One walk, for the installation takes some seconds to start."""
    plain_addresses_are_sent_on(site)
    browser = site.browser()
    sign_in(site, browser)
    post_another_form(site, browser)
    fetch_static_files(site, browser)
    weigh_the_front_page(site)
    guess_codes(site)
    the_log_tells_it(site)


def plain_addresses_are_sent_on(site: Site) -> None:
    answer = requests.get(f"{site.plain_url}/needs/", allow_redirects=False, timeout=10)
    assert (answer.status_code, answer.headers["Location"][:8]) == (301, "https://")


def sign_in(site: Site, browser: requests.Session) -> None:
    page = browser.get(f"{site.url}/login/")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    form = {"login": "xu", "password": PASSWORD, "csrfmiddlewaretoken": token(page)}
    answer = browser.post(f"{site.url}/login/", form)
    assert answer.status_code == 200, answer.text
    assert answer.url.startswith(f"{site.url}/desk/")
    cookies = {cookie.name: cookie.secure for cookie in browser.cookies}
    assert cookies == {"csrftoken": True, "sessionid": True, "last_account": True, "device": True}


def post_another_form(site: Site, browser: requests.Session) -> None:
    page = browser.get(f"{site.url}/me/")
    form = {"language": "en", "next": "/me/", "csrfmiddlewaretoken": token(page)}
    answer = browser.post(f"{site.url}/language/", form)
    assert answer.headers["Content-Language"] == "en"
    assert {cookie.secure for cookie in browser.cookies} == {True}
    browser.headers["Origin"] = "https://elsewhere.example"
    assert browser.post(f"{site.url}/language/", form).status_code == 403


def token(page: requests.Response) -> str:
    found = TOKEN.search(page.text)
    assert found, page.text
    return found[1]


def fetch_static_files(site: Site, browser: requests.Session) -> None:
    page = browser.get(f"{site.url}/needs/").text
    for pattern in (STYLE, ICON):
        found = pattern.search(page)
        assert found, pattern
        answer = browser.get(site.url + found[1])
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def weigh_the_front_page(site: Site) -> None:
    """All that a first visit fetches, headers included; a second one fetches the page alone."""
    page = site.browser().get(f"{site.url}/")
    files = {found for found in FETCHED.findall(page.text) if not found.endswith(NOT_FETCHED)}
    assert len(files) >= 4, "style, two scripts, icons"
    answers = [on_the_line(site, address) for address in ("/", *files)]
    assert sum(weight for weight, _ in answers) <= 45 * 1024
    assert {kept for _, kept in answers[1:]} == {"max-age=315360000, public, immutable"}


def on_the_line(site: Site, address: str) -> tuple[int, str]:
    """Bytes of head and body as they were sent, and how long browsers keep them."""
    answer = site.browser().get(site.url + address, stream=True)
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    body = len(answer.raw.read(decode_content=False))
    return head + body, answer.headers.get("Cache-Control", "")


def guess_codes(site: Site) -> None:
    """One visitor guesses, each time claiming another address; another is not locked out."""
    guesser, neighbour = site.browser("127.0.0.2"), site.browser("127.0.0.3")
    for number in range(WRONG_CODES):
        claim = {"X-Forwarded-For": f"192.0.2.{number}"}
        answer = guesser.get(f"{site.url}/track/HM-2222-2222/", headers=claim)
        assert answer.status_code == 404
    right = f"{site.url}/track/{site.tracking_code}/"
    assert guesser.get(right, headers={"X-Forwarded-For": "192.0.2.99"}).status_code == 429
    assert neighbour.get(right).status_code == 200


def the_log_tells_it(site: Site) -> None:
    lines = [line for line in site.log() if line["logger"] == "request"]
    tracked = [line for line in lines if line["path"] == "/track/<code>/"]
    assert {line["address"] for line in tracked} == {"127.0.0.2", "127.0.0.3"}
    assert sorted(line["status"] for line in tracked)[-1] == 429
    processes = [path for path in site.folder.glob("web-*.log") if "/track/" in path.read_text()]
    assert len(processes) == 2, "both web processes answer"
    assert site.tracking_code not in str(lines)
