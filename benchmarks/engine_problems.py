"""Common problems among many needs: time and memory as they double.

    python benchmarks/engine_problems.py [--most 40000]

The needs are the 55 problems of the season, each time with some words of their own (where in the
plant, since when, how often), over the seven categories. Each need is similar to many others, which
is the most expensive case.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from importlib.resources import files
from random import Random

from hongmajia.engine import Need, common_problems

WHERE = [
    "一号车间",
    "二号车间",
    "新产线",
    "老产线",
    "包装线",
    "焊装线",
    "总装线",
    "中试线",
    "锅炉房",
    "空压站",
]
WHEN = [
    "换料以后",
    "夏天高温时",
    "夜班时",
    "提速以后",
    "大修以后",
    "雨季里",
    "连班生产时",
    "开春以来",
]


def main() -> None:
    """Double the number of needs and print time and memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=40000)
    most = parser.parse_args().most
    print("| needs | problems | needs in them | seconds | peak memory, MB |")
    print("|--:|--:|--:|--:|--:|")
    many = 2500
    while many <= most:
        needs = list(asked(many))
        began = time.perf_counter()
        found = common_problems(needs)
        took = time.perf_counter() - began
        members = sum(len(problem.needs) for problem in found)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {many:,} | {len(found):,} | {members:,} | {took:.1f} | {peak:,.0f} |", flush=True)
        many *= 2


def asked(many: int):  # type: ignore[no-untyped-def]
    """Synthetic needs, the same in each run."""
    dice = Random(many)
    rows = files("hongmajia.demo").joinpath("data/needs.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows]
    for n in range(many):
        own = f"{dice.choice(WHERE)}{dice.choice(WHEN)}，一个月{dice.randint(2, 99)}次"
        yield Need(id=str(n), text=f"{dice.choice(texts)}，{own}", category=dice.randint(1, 7))


if __name__ == "__main__":
    main()
