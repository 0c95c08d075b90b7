"""What each part of the affinity is worth: mean reciprocal rank without it, weights fitted anew.

    python benchmarks/engine_ablation.py [--data FOLDER] [--vectors FOLDER] [--no-meaning]

Every row is fitted and judged like the shipped weights (`engine_fit_weights`): out of fold, with
folds by source, with 95 % intervals by bootstrap over the needs. “Fields only” is the engine
without the thesaurus: the fields of work and their words, without crafts, guesses from parts of
words and the table of industries. The column `breadth` is in fold: its needs are written by us and
show only how far the words reach.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from engine_fit_weights import fit, held_out
from known_pairs import Known, View, look, ranks, with_interval

from hongmajia.engine import Meaning, VectorStore, find_embedder
from hongmajia.engine.index import questions
from hongmajia.engine.learning.refitting import LEARNT
from hongmajia.engine.scoring.affinity import MEANING, PARTS
from hongmajia.engine.text import crafts, industries, likely, taxonomy

RIDGE = 0.003
SHOWN = ("full profiles", "no specialities", "registry", "registry, no places")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shipped = files("hongmajia").joinpath("demo/data")
    default = os.environ.get("HONGMAJIA_PAIRS", str(shipped))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--vectors", type=Path, help="where vectors are kept")
    parser.add_argument("--no-meaning", action="store_true")
    options = parser.parse_args()
    embedder = None if options.no_meaning else find_embedder()
    meaning = Meaning(embedder, VectorStore(options.vectors)) if embedder else None
    print("| | " + " | ".join((*SHOWN, "breadth")) + " |")
    print("|---" * (len(SHOWN) + 2) + "|")
    known = look(options.data, meaning)
    print_row("**all parts**", known)
    for part in LEARNT:
        if meaning or part != MEANING:
            print_row(f"without {PARTS[part]}", without(known, part))
    with fields_only():
        print_row("fields only", look(options.data, meaning))


def print_row(name: str, known: Known) -> None:
    """Fit, judge out of fold and print a row."""
    blind = held_out(known, RIDGE)
    cells = [1 / ranks(view, blind) for view in known.views if view.name in SHOWN]
    cells.append(1 / ranks(known.breadth, fit(known, RIDGE)))
    print(f"| {name} | " + " | ".join(map(with_interval, cells)) + " |", flush=True)


def without(known: Known, part: int) -> Known:
    """The same views, one part of which is nothing."""
    return replace(
        known,
        views=tuple(_without(view, part) for view in known.views),
        breadth=_without(known.breadth, part),
    )


def _without(view: View, part: int) -> View:
    parts = view.parts.copy()
    parts[:, :, part] = 0
    return replace(view, parts=parts)


@contextmanager
def fields_only() -> Iterator[None]:
    """The engine as if it had no thesaurus."""
    kept = taxonomy.crafts, industries.crafts_by_industry, likely.SHARE
    taxonomy.crafts, industries.crafts_by_industry, likely.SHARE = tuple, dict, 0.0
    _forget()
    try:
        yield
    finally:
        taxonomy.crafts, industries.crafts_by_industry, likely.SHARE = kept
        _forget()


def _forget() -> None:
    """Empty all caches that the thesaurus is in."""
    for cached in (
        taxonomy.taxonomy,
        crafts.category_shares,
        likely._run_points,
        industries.industry_points,
        questions._read_industries,
    ):
        cached.cache_clear()


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
