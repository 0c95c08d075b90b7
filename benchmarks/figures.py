"""How fast the pages of figures answer for three seasons at scale 10, beside a bare page.

    python benchmarks/figures.py [--scale 10] [--years 3] [--rounds 20] [--kept FOLDER]

One web worker, SQLite unless HONGMAJIA_DATABASE_URL says otherwise (then an empty database).
Prints the median and the 95th percentile of each page in milliseconds, the median of what the
processor of the web worker took, and its ratio to the bare page; then the seconds to write a ledger
of at least 10,000 rows. Claims: every page ≤ 300 ms of the processor at scale 10 × 3 years; the
ledger ≤ 10 s. ``--kept`` keeps the province for the next run. Linux only.
"""

import argparse
import os
import statistics
import time
from pathlib import Path

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
Times = dict[str, list[tuple[float, float]]]
"""Page → milliseconds until the last byte, and of the processor, of each request."""
LIMIT_MS, LEDGER_SECONDS, LEDGER_ROWS = 300, 10, 10_000


def main() -> None:
    """Load the province, request each page in turn, write a ledger, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kept", default="", metavar="FOLDER")
    chosen = parser.parse_args()
    with province(chosen.scale, chosen.years, chosen.kept) as site:
        visitor, servers = signed_in(site, "province"), descendants()
        times: Times = {name: [] for name in PAGES}
        for _ in range(chosen.rounds):
            for name, where in PAGES.items():
                begun = busy_ms(servers)
                taken = ask(visitor, site + where)
                times[name].append((taken, busy_ms(servers) - begun))
        print_table(times)
        print_ledgers()


def descendants() -> list[int]:
    """The keys of the processes that this one has started, and of those that they have."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = stat.read_text().rpartition(")")[2].split()
        parents[int(stat.parent.name)] = int(fields[1])
    found = [os.getpid()]
    for key in found:
        found += [child for child, parent in parents.items() if parent == key]
    return found[1:]


def busy_ms(processes: list[int]) -> float:
    """Milliseconds that the processor has worked for these processes, by clock_getcpuclockid(3)."""
    return sum(time.clock_gettime((~key << 3) | 2) for key in processes) * 1000


def print_table(times: Times) -> None:
    """Print the times of each page, and those that are beyond the claim."""
    bare = statistics.median(busy for _taken, busy in times["bare Django page"])
    print(f"{'page':<28}{'median ms':>10}{'p95 ms':>9}{'CPU ms':>9}{'× bare':>8}")
    slow = []
    for name, pairs in times.items():
        taken = [one for one, _busy in pairs]
        busy = statistics.median(one for _taken, one in pairs)
        middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        print(f"{name:<28}{middle:>10.1f}{high:>9.1f}{busy:>9.1f}{busy / bare:>8.1f}")
        if busy > LIMIT_MS:
            slow.append(name)
    print(f"more than {LIMIT_MS} ms of the processor: {', '.join(slow) or 'none'}")


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
