"""How often the suggested category is right, by the probability that the classifier gives it.

    python benchmarks/categories.py

Judged on real needs of which a cadre's category is known (those of the demo season), which the
classifier has never seen. Prints for several probabilities how many suggestions reach it and how
many of them are right, and the least probability from which at least nine of ten are right: the
value of `SURE` in `hongmajia.engine.text.categories`.
"""

from __future__ import annotations

import csv
import json
from importlib.resources import files

from hongmajia.engine.text.categories import SURE, suggest_category

DATA = files("hongmajia").joinpath("demo/data")
WANTED = 0.9


def main() -> None:
    """Judge and print."""
    judged = judgements()
    right = sum(is_right for _, is_right in judged)
    print(f"{len(judged)} needs, {right} right ({right / len(judged):.1%})")
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        told = [is_right for chance, is_right in judged if chance >= least]
        share = f"{sum(told) / len(told):.1%}" if told else "–"
        print(f"from {least:.2f}: {len(told):>3} suggested, {sum(told):>3} right, {share}")
    print(f"at least {WANTED:.0%} right from {least_sure(judged):.3f}; SURE is {SURE}")


def judgements() -> list[tuple[float, bool]]:
    """For each need the probability of the likeliest category, and whether it is the right one."""
    lines = DATA.joinpath("needs.jsonl").read_text("utf-8").splitlines()
    needs = [json.loads(line) for line in lines]
    with (DATA / "season.csv").open(encoding="utf-8") as lines:
        known = {row["need"]: int(row["category"]) for row in csv.DictReader(lines)}
    found = []
    for need in needs:
        if need["id"] in known:
            category, chance = suggest_category(f"{need['title']}\n{need['text']}")[0]
            found.append((chance, category == known[need["id"]]))
    return found


def least_sure(judged: list[tuple[float, bool]]) -> float:
    """The least probability from which, and from every higher one, enough are right."""
    ordered = sorted(judged, reverse=True)
    least, right = 1.0, 0
    for number, (chance, is_right) in enumerate(ordered, start=1):
        right += is_right
        if right < WANTED * number:
            break
        least = chance
    return least


if __name__ == "__main__":
    main()
