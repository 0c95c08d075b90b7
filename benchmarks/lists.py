"""How fast the long lists answer at 100,000 needs, compared with a bare Django page.

    python benchmarks/lists.py [--scale 100] [--rounds 40]

One web worker, SQLite unless HONGMAJIA_DATABASE_URL says otherwise (then an empty database).
Prints the median and the 95th percentile of each page in milliseconds, and its ratio to the bare
page. Claim: every list ≤ 100 ms median at scale 100.
"""

import argparse
import http.cookiejar
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PAGES = {
    "bare Django page": "/healthz",
    "public list": "/needs/",
    "public list, second page": "next",
    "public list, one city": "/needs/?city=3305",
    "public list, one category": "/needs/?category=1",
    "search 焊接": "/needs/?q=" + urllib.parse.quote("焊接"),
    "search 焊接变形": "/needs/?q=" + urllib.parse.quote("焊接变形"),
    "search of nothing": "/needs/?q=" + urllib.parse.quote("锅炉结垢"),
    "service list": "/offers/",
    "front page": "/",
    "cadre's queue": "/needs/queue/",
    "cadre's desk": "/desk/",
}
LIMIT_MS = 100
HONGMAJIA = [sys.executable, "-m", "hongmajia"]


def main() -> None:
    """Load the province, request each page in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    with province(chosen.scale) as site:
        visitor = signed_in(site, "province")
        addresses = {name: address_of(visitor, site, where) for name, where in PAGES.items()}
        times: dict[str, list[float]] = {name: [] for name in PAGES}
        for _ in range(chosen.rounds):
            for name, address in addresses.items():
                times[name].append(ask(visitor, address))
    print_table(times)


def print_table(times: dict[str, list[float]]) -> None:
    bare = statistics.median(times["bare Django page"])
    print(f"{'page':<28}{'median ms':>10}{'p95 ms':>9}{'× bare':>8}")
    slow = []
    for name, taken in times.items():
        middle = statistics.median(taken)
        high = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:<28}{middle:>10.1f}{high:>9.1f}{middle / bare:>8.1f}")
        if middle > LIMIT_MS:
            slow.append(name)
    print(f"slower than {LIMIT_MS} ms: {', '.join(slow) or 'none'}")


@contextmanager
def province(scale: int, years: int = 1, kept: str = "") -> Iterator[str]:
    """Serve a synthetic province by one web process and yield its address; see ``filled``."""
    with filled(scale, years, kept), served(workers=1) as site:
        yield site


@contextmanager
def filled(scale: int, years: int = 1, kept: str = "") -> Iterator[None]:
    """A synthetic province in the data folder of this process and of those that it starts.

    ``scale`` is that of ``hongmajia demo``, for each of so many ``years``. ``kept`` is a data
    folder: the province is made there unless there is one, and stays for the next time.
    """
    with tempfile.TemporaryDirectory(prefix="hongmajia-bench-") as folder:
        os.environ["HONGMAJIA_DATA"] = folder = kept or folder
        files = (os.path.join(folder, name) for name in ("db.sqlite3", "filled"))
        is_there = any(map(os.path.exists, files))
        subprocess.run([*HONGMAJIA, "migrate", "-v0"], check=True)
        if not is_there:
            demo = [*HONGMAJIA, "demo", "--scale", str(scale), "--years", str(years)]
            subprocess.run(demo, check=True, stdout=sys.stderr)
            open(os.path.join(folder, "filled"), "w").close()
        yield


@contextmanager
def served(workers: int) -> Iterator[str]:
    """Serve the data folder by so many web processes and yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [*HONGMAJIA, "web", "--workers", str(workers), "--port", port]
    server = subprocess.Popen(command)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=5)
            return
        time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


def signed_in(site: str, username: str) -> urllib.request.OpenerDirector:
    """A client that is signed in with a demonstration account."""
    jar = http.cookiejar.CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = visitor.open(f"{site}/login/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "no sign-in form"
    form = {"login": username, "password": "hongmajia", "csrfmiddlewaretoken": token[1]}
    answer = visitor.open(f"{site}/login/", urllib.parse.urlencode(form).encode())
    assert answer.url.endswith("/desk/"), answer.url
    return visitor


def address_of(visitor: urllib.request.OpenerDirector, site: str, where: str) -> str:
    """The address of a page; ``next`` is the second page of the public list."""
    if where != "next":
        return site + where
    page = visitor.open(f"{site}/needs/").read().decode()
    links = re.findall(r'href="(\?[^"]*after=[^"]+)"', page)
    assert links, "the public list has no second page"
    return f"{site}/needs/{links[-1].replace('&amp;', '&')}"


def ask(visitor: urllib.request.OpenerDirector, address: str) -> float:
    """Milliseconds from the request to the last byte."""
    begun = time.perf_counter()
    visitor.open(address).read()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
