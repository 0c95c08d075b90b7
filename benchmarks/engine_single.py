"""The shortlist of one new need among 100,000 helpers, with reasons, its vector being known.

    python benchmarks/engine_single.py [--helpers 100000] [--times 200] [--no-meaning] [--distinct]

The index is built, stored, and loaded again as another process would do; then shortlists are
computed one by one. Prints the seconds of building and loading, and percentiles in milliseconds, by
the clock and by processor time, which does not depend on other work on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from engine_scale import Folded, distinct, make_helpers, make_needs, step

from hongmajia.engine import HelperIndex, Meaning, VectorStore, load_index, save_index, shortlist


def main() -> None:
    """Build, store and load the index, compute shortlists, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--helpers", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--no-meaning", action="store_true")
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    options = parser.parse_args()
    chance = random.Random(1)
    with TemporaryDirectory() as folder:
        meaning = None if options.no_meaning else Meaning(Folded(), VectorStore(Path(folder)))
        ask_one_by_one(options, chance, meaning, Path(folder))
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def ask_one_by_one(
    options: argparse.Namespace, chance: random.Random, meaning: Meaning | None, folder: Path
) -> None:
    """Time the shortlists one by one."""
    helpers, needs = make_helpers(options.helpers, chance), make_needs(options.times, chance)
    if options.distinct:
        helpers, needs = distinct(helpers), distinct(needs)
    built = HelperIndex.build(helpers, meaning=meaning)
    with step(f"build, vectors kept ({len(helpers):,} helpers)"):
        built = HelperIndex.build(helpers, meaning=meaning)
    with step("save"):
        save_index(built, folder / "index")
    with step("load"):
        index = load_index(folder / "index", meaning)
    index.embed_needs(needs)
    for need in needs[:5]:
        shortlist(index, need)
    taken = []
    for need in needs:
        begun, worked = time.perf_counter(), time.process_time()
        shortlist(index, need)
        taken.append((time.perf_counter() - begun, time.process_time() - worked))
    for name, column in zip(("clock", "processor"), np.array(taken).T * 1000, strict=True):
        low, middle, high = np.percentile(column, [5, 50, 95])
        print(f"a shortlist, {name:<10} p5 {low:.1f} ms, median {middle:.1f} ms, p95 {high:.1f} ms")


if __name__ == "__main__":
    main()
