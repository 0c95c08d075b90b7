"""A visitor of the running product, for `try_wheel.py`: requests pages as a browser does."""

import html
import re
import sys
from collections.abc import Iterator

import requests

PATIENCE = 60
CHINESE = re.compile(r"[㐀-鿿]")
OWN_NAME = "中文"
"""The only Chinese word of an English page: the button that switches to Chinese."""


class Visitor:
    """Requests pages of the product at ``address``; SystemExit with a message if one is wrong."""

    def __init__(self, address: str) -> None:
        """Start a session without cookies."""
        self.address = address
        self.session = requests.Session()
        self.front = ""

    def get(self, path: str) -> requests.Response:
        """Get a page that must answer 200."""
        answer = self.session.get(self.address + path, timeout=PATIENCE)
        if answer.status_code != 200:
            sys.exit(f"FAILED: {path} answers {answer.status_code}\n{answer.text[:2000]}")
        return answer

    def post(self, path: str, **fields: str) -> requests.Response:
        """Post the form of a page, with the page's CSRF token."""
        token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text, path)
        answer = self.session.post(
            self.address + path,
            data={**fields, "csrfmiddlewaretoken": token},
            headers={"Referer": self.address + path},
            timeout=PATIENCE,
        )
        if not answer.ok:
            sys.exit(f"FAILED: a post to {path} answers {answer.status_code}\n{answer.text[:2000]}")
        return answer

    def open_front_page(self) -> None:
        """Get the front page, which must be Chinese, and its static files."""
        self.front = self.get("/").text
        found(r'<html lang="(zh-Hans)"', self.front, "the front page")
        for path in re.findall(r'(?:href|src)="(/static/[^"#?]+)', self.front):
            self.get(path)

    def fetch_icons(self) -> None:
        """Get the icon sheet of the front page; it must contain an icon of the page."""
        sheet, icon = re.findall(r'<use href="(/static/[^"#]+)#([\w-]+)"', self.front)[0]
        found(rf'<symbol id="({icon})"', self.get(sheet).text, sheet)

    def read_english(self) -> None:
        """Get the sign-in page in English; it must contain no Chinese."""
        cookie = {"django_language": "en"}
        page = requests.get(f"{self.address}/login/", cookies=cookie, timeout=PATIENCE).text
        found(r'<html lang="(en)"', page, "the English page")
        found("<h1>(Sign in[^<]*)</h1>", page, "the English page")
        main = page.partition("<main")[2].partition("</main>")[0]
        if left := CHINESE.findall(main.replace(OWN_NAME, "")):
            sys.exit(f"FAILED: Chinese on an English page: {''.join(left)}")

    def sign_in(self, name: str, password: str) -> None:
        """Sign in with the form."""
        self.post("/login/", login=name, password=password)
        found(r'action="(/logout/)"', self.get("/desk/").text, "the desk")

    def take_certificate(self) -> None:
        """Issue a certificate to an artisan who has served, and download the PDF."""
        page, season = next(self._certifiable(), ("", ""))
        if not page:
            sys.exit("FAILED: no artisan of the demonstration can be given a certificate")
        issued = self.post(page, season=season).text
        path = found(r'href="([^"]+\.pdf)"', issued, page)
        if not self.get(path).content.startswith(b"%PDF"):
            sys.exit(f"FAILED: {path} is no PDF")

    def _certifiable(self) -> Iterator[tuple[str, str]]:
        """Pages on which a certificate can be issued, each with the season."""
        for helper in self._artisans():
            page = f"/helpers/{helper}/certificates/"
            if offered := re.search(r'name="season" value="(\d+)"', self.get(page).text):
                yield page, offered[1]

    def _artisans(self) -> Iterator[str]:
        """The keys of all artisans, page by page of their list."""
        further: str | None = ""
        while further is not None:
            page = self.get(f"/artisans/{further}").text
            yield from dict.fromkeys(re.findall(r"/helpers/(\d+)/", page))
            link = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
            further = html.unescape(link[1]) if link else None


def found(pattern: str, text: str, where: str) -> str:
    """The first group of the first match; SystemExit if there is none."""
    match = re.search(pattern, text)
    if match is None:
        sys.exit(f"FAILED: {where} lacks {pattern}\n{text[:3000]}")
    return match[1]
