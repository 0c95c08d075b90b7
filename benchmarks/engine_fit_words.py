"""How often a pair above a score is right: what 很合适, 合适 and 勉强 rest on.

    python benchmarks/engine_fit_words.py [--data FOLDER]

FOLDER is that of `engine_fit_weights.py`. Every need with a known helper is scored against all
helpers with the shipped weights, with and without the installed embedder, with and without the
helpers' specialities. Shown for each limit: the share of known pairs at or above it, and which part
of all pairs at or above it is known. The weights were fitted on the same pairs.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from hongmajia.engine import Helper, HelperIndex, Meaning, Need, VectorStore, find_embedder
from hongmajia.engine.scoring.affinity import fitted_weights, to_score
from hongmajia.engine.scoring.single_pairs import score_every_pair
from hongmajia.match_command.facts import read_helpers, read_needs

LIMITS = (0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    """Score all pairs four times and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shipped = files("hongmajia").joinpath("demo/data")
    parser.add_argument("--data", type=Path, default=Path(str(shipped)))
    folder = parser.parse_args().data
    helpers = read_helpers(folder / "helpers.jsonl", 3)
    row_of = {helper.id: row for row, helper in enumerate(helpers)}
    pairs = [json.loads(line) for line in (folder / "solved.jsonl").open(encoding="utf-8")]
    by_id = {need.id: need for need in read_needs(folder / "needs.jsonl")}
    needs = [by_id[pair["need"]] for pair in pairs]
    known = np.zeros((len(needs), len(helpers)), dtype=bool)
    known[np.arange(len(needs)), [row_of[pair["helper"]] for pair in pairs]] = True
    embedder = find_embedder()
    meanings = [None] + ([Meaning(embedder, VectorStore(None))] if embedder else [])
    bare = [replace(helper, specialities=()) for helper in helpers]
    for meaning in meanings:
        for name, profiles in (("full profiles", helpers), ("no specialities", bare)):
            print(f"\n{meaning.name if meaning else 'no embedder'}, {name}")
            show(scores(profiles, needs, meaning), known)


def scores(helpers: list[Helper], needs: list[Need], meaning: Meaning | None) -> np.ndarray:
    """Scores 0…1 of all pairs, shape (needs, helpers)."""
    weights = fitted_weights(bool(meaning))
    index = HelperIndex.build(helpers, weights, meaning)
    parts = score_every_pair(index, index.prepare(needs)).parts
    return to_score(weights.log_odds(parts)).reshape(len(needs), len(helpers))


def show(found: np.ndarray, known: np.ndarray) -> None:
    """One line for each limit."""
    for limit in LIMITS:
        above = found >= limit
        right = (above & known).sum()
        share, correct = right / known.sum(), right / max(above.sum(), 1)
        print(
            f"  from {limit}: {share:.2f} of the known pairs; {correct:.2f} of {above.sum()} known"
        )


if __name__ == "__main__":
    main()
