"""How fast the page of asking shows how others solved it, at 100,000 solved needs.

    python benchmarks/alike.py [--scale 100] [--rounds 20] [--kept FOLDER]

One web worker, SQLite unless HONGMAJIA_DATABASE_URL says otherwise (then an empty database). Every
need of the synthetic province is solved, confirmed and open to all, each with a record. Prints the
median and the 95th percentile in milliseconds, the median of what the processor of the web worker
took, and its ratio to the bare page of the same run. Claim: at most 150 ms of the processor for
each text. ``--kept`` keeps the province for the next run. Linux only.
"""

import argparse
import http.cookiejar
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from figures import busy_ms, descendants
from lists import province

TEXTS = {
    "long, everyday words": "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平，有的还要返工",
    "two words": "焊接变形",
    "a machine": "数控车床加工薄壁件尺寸不稳定，换了刀具也不行",
    "rare words": "齿轮箱异响，轴承温度高，油里有铁屑",
    "245 characters": "设备老是停机，电气控制柜报警，换了传感器还是一样，员工说是温度太高。" * 7,
}
LIMIT_MS = 150
Times = dict[str, list[tuple[float, float]]]


def main() -> None:
    """Load the province, solve its needs, type each text in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kept", default="", metavar="FOLDER")
    chosen = parser.parse_args()
    with province(chosen.scale, kept=chosen.kept) as site:
        subprocess.run([sys.executable, str(Path(__file__).with_name("solve_all.py"))], check=True)
        visitor, servers = stranger(), descendants()
        page = visitor.open(f"{site}/needs/ask/").read().decode()
        found = re.search(r'"X-CSRFToken": "([^"]+)"', page)
        assert found, "no token on the page of asking"
        times: Times = {name: [] for name in ("bare Django page", *TEXTS)}
        for _ in range(chosen.rounds):
            for name in times:
                begun, start = busy_ms(servers), time.perf_counter()
                fetch(visitor, site, TEXTS.get(name), found[1])
                taken = (time.perf_counter() - start) * 1000
                times[name].append((taken, busy_ms(servers) - begun))
    print_table(times)


def stranger() -> urllib.request.OpenerDirector:
    """A visitor without an account, who keeps cookies."""
    jar = http.cookiejar.CookieJar()
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))


def fetch(visitor: urllib.request.OpenerDirector, site: str, text: str | None, token: str) -> None:
    """The part of the page of asking for ``text``; the bare page without one."""
    if text is None:
        visitor.open(f"{site}/healthz").read()
        return
    headers = {"HX-Request": "true", "X-CSRFToken": token, "Referer": f"{site}/needs/ask/"}
    form = urllib.parse.urlencode({"text": text}).encode()
    visitor.open(urllib.request.Request(f"{site}/needs/alike/", form, headers)).read()


def print_table(times: Times) -> None:
    bare = statistics.median(taken for taken, _cpu in times["bare Django page"])
    print(f"{'typed':<24}{'median ms':>10}{'p95 ms':>9}{'CPU ms':>8}{'× bare':>8}")
    slow = []
    for name, rows in times.items():
        all_taken = [taken for taken, _cpu in rows]
        middle, high = statistics.median(all_taken), statistics.quantiles(all_taken, n=20)[-1]
        cpu = statistics.mean(used for _taken, used in rows)
        print(f"{name:<24}{middle:>10.1f}{high:>9.1f}{cpu:>8.1f}{middle / bare:>8.1f}")
        if cpu > LIMIT_MS:
            slow.append(name)
    print(f"more than {LIMIT_MS} ms of the processor: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    os.environ.setdefault("HONGMAJIA_EMBEDDER", "none")
    main()
