"""How long a round takes: needs × helpers, from texts to an explained plan, step by step.

    python benchmarks/engine_scale.py [--needs 10000] [--helpers 3000] [--candidates 50]
                                      [--workers 2] [--spare 0] [--plan-only]

The parts of the plan are timed one by one; peak memory is this process's and its largest worker's.

The needs and helpers are made by seed from the demo season's real ones: each keeps its trade and
takes words from two others of the same craft, a county of Zhejiang, a capacity and a radius.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from importlib.resources import files

from hongmajia.engine import (
    Crew,
    Helper,
    HelperIndex,
    Need,
    NeedIndex,
    Plan,
    causes,
    flow,
    plan,
    planning,
    shortlist,
)
from hongmajia.engine.places import _table

DATA = files("hongmajia").joinpath("demo/data")
PARTS = [
    (planning, "_compare", "compare"),
    (planning, "_further", "look further"),
    (flow, "_first_helpers", "assign: as many as possible"),
    (flow, "_fairest", "assign: the fairest level"),
    (flow, "_best_total", "assign: the best total"),
    (planning, "_pairs", "reasons"),
    (causes, "of", "causes"),
]
"""What `timed` watches: module, function, what it is called in the table."""


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--needs", type=int, default=10_000)
    parser.add_argument("--helpers", type=int, default=3_000)
    parser.add_argument("--candidates", type=int, default=50)
    parser.add_argument("--workers", type=int, default=0, help="processes beside this one")
    parser.add_argument("--spare", type=int, default=0, help="capacity more for everybody")
    parser.add_argument("--plan-only", action="store_true")
    options = parser.parse_args()
    chance = random.Random(1)
    needs = make_needs(options.needs, chance)
    helpers = make_helpers(options.helpers, chance, options.spare)
    print(f"{len(needs):,} needs × {len(helpers):,} helpers × {options.candidates} candidates")
    with step("index the helpers"):
        index = HelperIndex.build(helpers)
    crew = Crew(index, options.workers) if options.workers else nullcontext()
    with crew as executor, step("plan, with reasons and causes"), timed(PARTS):
        made = plan(needs, index, candidates=options.candidates, executor=executor)
    print(f"served {made.served:,}, worst {made.worst:.3f}, total {made.total:,.0f}")
    for cause, count in Counter(left.cause.code for left in made.unserved).items():
        print(f"  unserved, {cause}: {count:,}")
    if not options.plan_only:
        ask_single_questions(needs, index, made, options.candidates)
    for whose in ("SELF", "CHILDREN"):
        peak = resource.getrusage(getattr(resource, f"RUSAGE_{whose}")).ru_maxrss / 1024
        print(f"peak memory {whose.lower()} {peak:,.0f} MB")


def ask_single_questions(
    needs: list[Need], index: HelperIndex, made: Plan, candidates: int
) -> None:
    """What follows a plan: a second one, and questions about single needs."""
    with step("plan again, keeping promises"):
        kept = [(pair.need, pair.helper) for pair in made.pairs[::2]]
        plan(needs, index, candidates=candidates, previous=kept)
    with step("100 shortlists, one at a time"):
        for need in needs[:100]:
            shortlist(index, need, 5)
    with step("index the needs"):
        similar = NeedIndex.build([n.id for n in needs], [n.text for n in needs])
    with step("100 looks for similar needs"):
        for need in needs[:100]:
            similar.similar(need.text)


@contextmanager
def timed(functions: list[tuple[object, str, str]]) -> Iterator[None]:
    """Time what happens inside these functions of modules, and print it after."""
    spent, counted = Counter(), ExitStack()
    for module, name, said in functions:
        original = getattr(module, name)

        def watched(*args: object, _original=original, _said=said, **more: object) -> object:
            begun = time.perf_counter()
            try:
                return _original(*args, **more)
            finally:
                spent[_said] += time.perf_counter() - begun

        setattr(module, name, watched)
        counted.callback(setattr, module, name, original)
    with counted:
        yield
    for said, seconds in spent.items():
        print(f"  {said:<30}{seconds:8.2f} s")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Time what happens inside."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:<32}{wall:8.2f} s{processor:8.2f} s of processor")


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


def read(name: str) -> list[dict]:
    """Lines of the demo data."""
    return [json.loads(line) for line in DATA.joinpath(name).read_text("utf-8").splitlines()]


def counties_of_zhejiang() -> list[str]:
    """Names as people write them."""
    return [
        f"浙江{place.city}{place.county}"
        for place in _table()[0].values()
        if place.province == "浙江" and place.county
    ]


if __name__ == "__main__":
    main()
