"""How fast the one search answers at scale 100, compared with a bare Django page.

    python benchmarks/search.py [--scale 100] [--rounds 20] [--kept FOLDER]

One web worker, SQLite unless HONGMAJIA_DATABASE_URL says otherwise (then an empty database). For a
visitor and for cadres of a county and of the province, prints the median and the 95th percentile
of each tab in milliseconds, the median of what the processor of the web worker took, how much more
that is than for a page of text of the same reader, and its ratio to the bare page. A page of text
has the frame of all pages, in which stands how much waits for the reader. Claim: searching takes at
most 50 ms of the processor at scale 100: 100,000 needs, 20,000 helpers, 84,000 activities.
``--kept`` keeps the province for the next run. Linux only.
"""

import argparse
import statistics
import urllib.parse
import urllib.request

from figures import Times, busy_ms, descendants
from lists import ask, province, signed_in

BARE, TEXT = "/healthz", "/privacy/"
WORDS = {"of very many": "焊接", "of some": "焊接变形", "rare": "氩弧焊", "none": "锅炉结垢"}
KINDS = ("", "helper", "offer", "activity")
NAME = "莫干精工"
LIMIT_MS = 50


def main() -> None:
    """Load the province, ask for each tab in turn as each reader, print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kept", default="", metavar="FOLDER")
    chosen = parser.parse_args()
    with province(chosen.scale, kept=chosen.kept) as site:
        readers = {"visitor": urllib.request.build_opener()}
        readers |= {name: signed_in(site, name) for name in ("county", "province")}
        servers = descendants()
        times: Times = {}
        for _ in range(chosen.rounds):
            for who, reader in readers.items():
                for name, where in pages(who).items():
                    begun = busy_ms(servers)
                    taken = ask(reader, site + where)
                    times.setdefault(name, []).append((taken, busy_ms(servers) - begun))
    print_table(times)


def pages(who: str) -> dict[str, str]:
    """The pages that are asked for: the first tab of each word, and each kind of the commonest."""
    found = {f"{who}, bare": BARE, f"{who}, text": TEXT}
    for name, words in WORDS.items():
        for kind in KINDS if words == "焊接" else ("",):
            query = {"q": words, **({"kind": kind} if kind else {})}
            label = f"{who}, words {name}" + (f", {kind}" if kind else "")
            found[label] = f"/search/?{urllib.parse.urlencode(query)}"
    found[f"{who}, names"] = f"/search/names/?{urllib.parse.urlencode({'q': NAME})}"
    return found


def print_table(times: Times) -> None:
    """Print the times of each page, and those that are beyond the claim."""
    busy = {name: statistics.median(one for _taken, one in pairs) for name, pairs in times.items()}
    print(f"{'page':<38}{'median ms':>10}{'p95 ms':>9}{'CPU ms':>9}{'− text':>8}{'× bare':>8}")
    slow = []
    for name, pairs in times.items():
        who = name.partition(",")[0]
        taken, more = [one for one, _busy in pairs], busy[name] - busy[f"{who}, text"]
        middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        times_bare = busy[name] / busy[f"{who}, bare"]
        print(
            f"{name:<38}{middle:>10.1f}{high:>9.1f}{busy[name]:>9.1f}{more:>8.1f}{times_bare:>8.1f}"
        )
        if more > LIMIT_MS:
            slow.append(name)
    print(f"more than {LIMIT_MS} ms of the processor: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()
