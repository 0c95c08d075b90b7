"""The same round on a Dask cluster with 1 and with 2 workers, and an estimate for large rounds.

    python benchmarks/engine_cluster.py [--needs 4000] [--helpers 20000] [--candidates 30]

The index is in a folder that the workers memory-map; blocks of needs and their vectors are sent to
them. Only comparing and explaining are distributed; the assignment runs in this process, on the
sparse pairs. Prints seconds for each number of workers, processor time in nanoseconds for each pair
of need and helper, and the estimate for 3,000,000 needs × 300,000 helpers. No two texts are the
same, which is the most expensive case. Seconds by the clock depend on what else the machine does;
processor time does not.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["OPENBLAS_NUM_THREADS"] = "1"

from distributed import Client, LocalCluster
from engine_scale import WATCHED, Folded, distinct, make_helpers, make_needs, timed

from hongmajia.engine import (
    HelperIndex,
    Meaning,
    Need,
    Plan,
    VectorStore,
    load_index,
    plan,
    save_index,
)

GREAT_NEEDS, GREAT_HELPERS = 3_000_000, 300_000


def main() -> None:
    """Run with 1 and 2 workers, and print the estimate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--needs", type=int, default=4_000)
    parser.add_argument("--helpers", type=int, default=20_000)
    parser.add_argument("--candidates", type=int, default=30)
    options = parser.parse_args()
    chance = random.Random(1)
    needs = distinct(make_needs(options.needs, chance))
    helpers = distinct(make_helpers(options.helpers, chance))
    with TemporaryDirectory() as folder:
        meaning = Meaning(Folded(), VectorStore(Path(folder)))
        save_index(HelperIndex.build(helpers, meaning=meaning), Path(folder) / "index")
        index = load_index(Path(folder) / "index", meaning)
        index.embed_needs(needs)
        begun = time.process_time()
        alone = plan(needs, index, candidates=options.candidates)
        worked = time.process_time() - begun
        print(f"without a cluster: {worked:.1f} s of processor")
        for workers in (1, 2):
            assert on_cluster(workers, needs, index, options.candidates) == alone
    reckon(worked / (options.needs * options.helpers))


def on_cluster(workers: int, needs: list[Need], index: HelperIndex, candidates: int) -> Plan:
    """Run a round on this number of workers and print the seconds."""
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor()
        plan(needs[:100], index, candidates=candidates, executor=executor)  # opens the index there
        begun = time.perf_counter()
        print(f"{workers} workers")
        with timed(WATCHED):
            made = plan(needs, index, candidates=candidates, executor=executor)
        print(f"  in all {time.perf_counter() - begun:.1f} s")
    return made


def reckon(pair: float) -> None:
    """Print how long the large round would take."""
    hours = pair * GREAT_NEEDS * GREAT_HELPERS / 3600
    print(f"{pair * 1e9:.0f} ns of processor for a pair of need and helper, all in all")
    print(f"{GREAT_NEEDS:,} × {GREAT_HELPERS:,}: {hours:.0f} hours of processor to compare", end="")
    print(f", {hours * 60 / 128:.0f} minutes on 128 processors")


if __name__ == "__main__":
    main()
