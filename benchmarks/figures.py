"""How fast the pages of figures answer for three seasons at scale 10, beside a bare page.

    python benchmarks/figures.py [--scale 10] [--years 3] [--rounds 20]

One web worker, SQLite unless HONGMAJIA_DATABASE_URL says otherwise (then an empty database).
Prints the median and the 95th percentile of each page in milliseconds and its ratio to the bare
page, then the seconds to write a ledger of at least 10,000 rows. Claims: every page
≤ 300 ms median at scale 10; the ledger ≤ 10 s.
"""

import argparse
import os
import statistics
import time

from lists import ask, province, signed_in

PAGES = {
    "bare Django page": "/healthz",
    "figures, province": "/figures/",
    "figures, one city": "/figures/?place=3305",
    "figures, all years": "/figures/years/",
    "figures by county": "/figures/?map=county",
    "figures, one category": "/figures/?category=1",
    "figures, one industry": "/figures/?section=C",
    "records: needs": "/figures/needs_collected/",
    "records: matched": "/figures/needs_matched/",
    "records: sessions": "/figures/sessions/",
    "records: visits": "/figures/visits/",
    "records: enterprises": "/figures/enterprises/",
    "records: suggestions": "/figures/suggestions/",
    "records: satisfaction": "/figures/satisfaction/",
    "summary (Excel)": "/figures/summary/",
    "definitions": "/figures/about/",
    "wall": "/wall/",
    "front page": "/",
}
LIMIT_MS, LEDGER_SECONDS, LEDGER_ROWS = 300, 10, 10_000


def main() -> None:
    """Load the province, request each page in turn, write a ledger, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    with province(chosen.scale, chosen.years) as site:
        visitor = signed_in(site, "province")
        times: dict[str, list[float]] = {name: [] for name in PAGES}
        for _ in range(chosen.rounds):
            for name, where in PAGES.items():
                times[name].append(ask(visitor, site + where))
        print_table(times)
        print_ledgers()


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


def print_ledgers() -> None:
    """Time the work of the ledger's task in this process: for all records, and for needs only."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
    import django

    django.setup()
    for name, measure in (("whole ledger", ""), ("ledger of needs", "needs_collected")):
        rows, seconds, busy = write(measure)
        fits = seconds <= LEDGER_SECONDS * max(rows / LEDGER_ROWS, 1)
        said = f"{seconds:>8.1f} s, of the processor {busy:.1f} s"
        print(f"{name:<28}{rows:>10,} rows{said}  {'ok' if fits else 'too slow'}")


def write(measure: str) -> tuple[int, float, float]:
    """(rows, seconds, processor seconds) of one ledger of the province."""
    from hongmajia.core import progress
    from hongmajia.core.spreadsheets import write_xlsx
    from hongmajia.insights.exporting import ledger_of, sheets_of
    from hongmajia.insights.public import host_scope
    from hongmajia.unions.models import User

    scope, reader = host_scope(), User.objects.get(username="province")
    assert scope is not None
    begun, idle = time.perf_counter(), time.process_time()
    parts = ledger_of(scope, measure)
    total = sum(records.count() for _register, records in parts)

    def tell(done: int, of: int) -> None:
        progress.report("bench", done, of)

    write_xlsx(*sheets_of(parts, reader, tell, total))
    return total, time.perf_counter() - begun, time.process_time() - idle


if __name__ == "__main__":
    main()
