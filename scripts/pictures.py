"""Take a picture of every page, on a desk (1366 px) and on a phone (390 px).

    python scripts/pictures.py [--only WORD] [--out FOLDER]

Starts the product on a fresh demonstration season, signs in with the account of the role that
uses the page and writes FOLDER/<page>-<desk|phone>.png (default var/pictures). The few that
README shows are also copied to docs/pictures.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PAGES = {
    "nobody": {
        "front": "/",
        "front-counties": "/?map=county",
        "needs": "/needs/",
        "needs-search": "/needs/?q=变形",
        "needs-empty": "/needs/?q=锅炉结垢",
        "need-public": "need:减少不锈钢焊接变形",
        "ask": "/needs/ask/",
        "offers": "/offers/",
        "artisans": "/artisans/",
        "teams": "/teams/",
        "artisan": "helper:董师傅",
        "team": "helper:湖州市工会金牌技术服务队（焊接）",
        "track": "/track/",
        "wall": "/wall/",
        "figures-about": "/figures/about/",
        "login": "/login/",
    },
    "city": {
        "desk": "/desk/",
        "queue": "/needs/queue/",
        "need": "need:减少不锈钢焊接变形",
        "shortlist": "shortlist:减少不锈钢焊接变形",
        "verify": "verify:聚丙烯产品排气不良",
        "engagements": "/engagements/",
        "rounds": "/rounds/",
        "notices": "/notices/",
        "unions": "/unions/",
        "enterprises": "/enterprises/",
        "season": "/season/",
        "figures": "/figures/",
        "figures-records": "/figures/needs_collected/",
        "bulletin": "/figures/bulletin/",
        "holidays": "/holidays/",
        "import-enterprises": "/import/enterprises/",
        "me": "/me/",
    },
    "province": {"desk-province": "/desk/", "round": "/rounds/2/"},
    "artisan": {"desk-artisan": "/desk/", "engagements-artisan": "/engagements/"},
    "enterprise": {"desk-enterprise": "/desk/", "need-enterprise": "need:减少不锈钢焊接变形"},
}
"""Account → picture → address; ``kind:title`` is looked up in the database."""

IN_README = ("front-desk",)
SIZES = {"desk": (1366, 900), "phone": (390, 844)}
PASSWORD = "hongmajia"


def main() -> None:
    """Read the command line, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only pictures whose name holds this word")
    parser.add_argument("--out", type=Path, default=Path("var/pictures"))
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for account, pages in PAGES.items():
            wanted = {name: to for name, to in pages.items() if chosen.only in name}
            if wanted:
                picture_pages(browser, site, account, wanted, chosen.out)
    copy_for_readme(chosen.out)


@contextmanager
def demonstration() -> Iterator[str]:
    """The product on a fresh season with one round computed; its address while it runs."""
    with tempfile.TemporaryDirectory(prefix="hongmajia-pictures-") as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        os.environ.update(HONGMAJIA_DATA=folder, HONGMAJIA_PORT=port)
        site = f"http://127.0.0.1:{port}"
        served = subprocess.Popen([sys.executable, "-m", "hongmajia", "serve", "--demo"])
        try:
            wait_for(site)
            yield site
        finally:
            served.terminate()
            served.wait(timeout=30)


def wait_for(site: str, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):
            urllib.request.urlopen(site, timeout=2)
            return
        time.sleep(0.3)
    raise SystemExit(f"{site} does not answer")


def picture_pages(
    browser: Browser, site: str, account: str, pages: dict[str, str], out: Path
) -> None:
    """All pages of one account in both sizes, in one session each."""
    for size, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=site
        )
        page = context.new_page()
        if account != "nobody":
            sign_in(page, account)
        for name, address in pages.items():
            page.goto(resolve(address), wait_until="networkidle")
            page.screenshot(path=out / f"{name}-{size}.png", full_page=True)
            print(f"{name}-{size}")
        context.close()


def sign_in(page: Page, account: str) -> None:
    page.goto("/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/desk/")


def resolve(address: str) -> str:
    """``need:TITLE`` → ``/needs/12/``; addresses proper stay as they are."""
    kind, _, title = address.partition(":")
    if address.startswith("/"):
        return address
    model, patterns = {
        "need": ("needs_need", "/needs/{}/"),
        "shortlist": ("needs_need", "/needs/{}/shortlist/"),
        "verify": ("needs_need", "/needs/{}/verify/"),
        "helper": ("people_helper", "/helpers/{}/"),
    }[kind]
    return patterns.format(key_of(model, title))


def key_of(table: str, title: str) -> int:
    """The primary key of a row of the running demonstration by its title or name."""
    import sqlite3

    column = "title" if table == "needs_need" else "name"
    with sqlite3.connect(Path(os.environ["HONGMAJIA_DATA"]) / "db.sqlite3") as database:
        query = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id"
        row = database.execute(query, [title]).fetchone()
    if row is None:
        raise SystemExit(f"the demonstration has no {table} {title!r}")
    return int(row[0])


def copy_for_readme(out: Path) -> None:
    shown = Path("docs/pictures")
    shown.mkdir(parents=True, exist_ok=True)
    for name in IN_README:
        if (out / f"{name}.png").exists():
            shutil.copy(out / f"{name}.png", shown)


if __name__ == "__main__":
    main()
