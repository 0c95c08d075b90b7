"""What pages take of the processor at 1,000 and at 100,000 needs, beside a bare page.

    python benchmarks/pages.py [--scales 1 100] [--years 1] [--rounds 15] [--kept FOLDER]
        [--databases URL URL]

One web worker. SQLite; with ``--databases`` an empty PostgreSQL database for each scale. For each
page: milliseconds that the processor of the web worker took (median) at each scale, and the ratio.
“After an act” writes a need before each request, so that nothing kept is of use for its union.
Claims: the ratio of the last scale to the first ≤ 2, figures ≤ 300 ms, and the tally in the frame
(see the page of one’s account, which shows little else) ≤ 3 ms. ``--kept`` keeps the provinces for
the next run. Linux only.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

from figures import busy_ms, descendants
from lists import ask, province, signed_in

PAGES = {
    "bare Django page": "/healthz",
    "figures": "/figures/",
    "figures, after an act": "/figures/",
    "figures, one city": "/figures/?place=3305",
    "figures, one category": "/figures/?category=1",
    "figures, all years": "/figures/years/",
    "records: sessions": "/figures/sessions/",
    "engagements": "/engagements/",
    "case work": "/cases/work/",
    "wall": "/wall/",
    "desk": "/desk/",
    "queue": "/needs/queue/",
    "one’s account": "/me/",
    "one’s account, after an act": "/me/",
}
LIMIT_MS, MOST_GROWTH = 300, 2


def main() -> None:
    """Measure at each scale and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 100])
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--kept", default="", metavar="FOLDER")
    parser.add_argument("--databases", nargs="*", default=[], metavar="URL")
    chosen = parser.parse_args()
    found = []
    for n, scale in enumerate(chosen.scales):
        if chosen.databases:
            os.environ["HONGMAJIA_DATABASE_URL"] = chosen.databases[n]
        kept = str(Path(chosen.kept) / str(scale)) if chosen.kept else ""
        if kept:
            Path(kept).mkdir(parents=True, exist_ok=True)
        found.append(measured(scale, chosen.years, chosen.rounds, kept))
    print_table(chosen.scales, found)


def measured(scale: int, years: int, rounds: int, kept: str) -> dict[str, float]:
    """Page → median of the milliseconds of the web worker's processor."""
    with province(scale, years, kept) as site:
        run("-m", "hongmajia", "figures", "--rebuild")  # the clock does so within a minute
        visitor, servers = signed_in(site, "province"), descendants()
        times: dict[str, list[float]] = {name: [] for name in PAGES}
        for n in range(rounds + 1):
            for name, where in PAGES.items():
                if "after an act" in name:
                    run("-c", ACT)
                begun = busy_ms(servers)
                ask(visitor, site + where)
                if n:  # in the first round statements are built
                    times[name].append(busy_ms(servers) - begun)
    return {name: statistics.median(taken) for name, taken in times.items()}


ACT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
import django
django.setup()
from django.db.models import F
from hongmajia.needs.models import Need
newest = Need.objects.order_by("-pk").values("pk")[:1]
assert Need.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
    held_since=F("held_since"))
"""
"""Writes a need, as any act on it does; by a process of its own, as other visitors are."""


def run(*arguments: str) -> None:
    """Run Python with these arguments."""
    subprocess.run([sys.executable, *arguments], check=True, stdout=sys.stderr)


def print_table(scales: list[int], found: list[dict[str, float]]) -> None:
    """Print the milliseconds at each scale, the last × the bare page, and how much it grows."""
    heads = "".join(f"{f'{scale * 1000:,} needs':>16}" for scale in scales)
    print(f"{'page':<26}{heads}{'× bare':>9}{'growth':>9}")
    for name in PAGES:
        taken = [one[name] for one in found]
        bare = found[-1]["bare Django page"] or 0.1
        growth = taken[-1] / taken[0] if taken[0] else 1.0
        cells = "".join(f"{ms:>13.1f} ms" for ms in taken)
        beyond = taken[-1] > LIMIT_MS or (growth > MOST_GROWTH and name != "bare Django page")
        flag = "  beyond the claim" if beyond else ""
        print(f"{name:<26}{cells}{taken[-1] / bare:>9.0f}{growth:>9.2f}{flag}")


if __name__ == "__main__":
    main()
