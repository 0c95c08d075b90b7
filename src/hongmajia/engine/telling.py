"""What `hongmajia match` writes into tables, and what it says on the way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from hongmajia.engine import tables
from hongmajia.engine.facts import Helper, Need
from hongmajia.engine.matrices import Matrix
from hongmajia.engine.panels import Panels
from hongmajia.engine.places import place_of
from hongmajia.engine.reasons import Reason, Saying
from hongmajia.engine.results import Candidate, Fair, Pair, Plan, Unserved
from hongmajia.engine.tables import Fault, Sheet
from hongmajia.engine.words import say, sentence

PLAN_HEADINGS = ("need", "helper", "score", "reasons", "title", "name")
LEFT_HEADING = "unserved"  # in .jsonl: the codes of cause and remedy
RANKED_HEADINGS = ("need", "rank", "helper", "score", "reasons", "title", "name")
UNSERVED_HEADINGS = ("need", "cause", "remedy", "title")
SHOWN = 3
"""Relaxations told in the summary."""


class Texts:
    """Results as rows of a table, in the chosen language."""

    def __init__(
        self, needs: Sequence[Need], helpers: Sequence[Helper], options: argparse.Namespace
    ) -> None:
        self._titles = {need.id: need.title or need.text[:30] for need in needs}
        self._names = {helper.id: helper.name for helper in helpers}
        self._lang = options.lang
        self._ending = tables.ending_of(options.out)

    def plan_sheets(self, made: Plan) -> list[Sheet]:
        """The pairs, then the unserved: on a sheet of their own, or as rows without helper."""
        pairs = [self._pair(pair) for pair in made.pairs]
        if self._ending == ".xlsx":
            left = [self._left(each) for each in made.unserved]
            return [Sheet("plan", PLAN_HEADINGS, pairs), Sheet("unserved", UNSERVED_HEADINGS, left)]
        headings = (*PLAN_HEADINGS, LEFT_HEADING) if self._ending == ".jsonl" else PLAN_HEADINGS
        left = [self._left_as_pair(each)[: len(headings)] for each in made.unserved]
        return [Sheet("plan", headings, [*pairs, *left])]

    def panel_sheets(self, matrix: Matrix, made: Panels) -> list[Sheet]:
        """The pairs of a plan from a matrix, the best of each need first."""
        rows = []
        for row, need in enumerate(matrix.needs):
            seats = made.chosen[row].nonzero()[0].tolist()
            for column in sorted(seats, key=lambda each: -matrix.affinity[row, each]):
                value = float(matrix.affinity[row, column])
                reasons = (Reason("given_value", {"value": round(value, 4)}),)
                rows.append(self._pair(Candidate(need, matrix.helpers[column], value, reasons)))
        return [Sheet("plan", PLAN_HEADINGS, rows)]

    def ranked_sheet(self, ranked: list[list[Candidate]]) -> Sheet:
        """Need, rank, helper, score, reasons."""
        rows = [
            (found.need, rank, *self._pair(found)[1:])
            for listed in ranked
            for rank, found in enumerate(listed, 1)
        ]
        return Sheet("ranked", RANKED_HEADINGS, rows)

    def _pair(self, pair: Pair | Candidate) -> tuple[Any, ...]:
        """One pair as a row."""
        reasons = [say(reason, self._lang) for reason in pair.reasons]
        names = (self._titles.get(pair.need, ""), self._names.get(pair.helper, ""))
        return (pair.need, pair.helper, round(pair.score, 4), reasons, *names)

    def _left(self, left: Unserved) -> tuple[Any, ...]:
        """One unserved need as a row of its own sheet."""
        return (
            left.need,
            say(left.cause, self._lang),
            say(left.remedy, self._lang),
            self._titles[left.need],
        )

    def _left_as_pair(self, left: Unserved) -> tuple[Any, ...]:
        """One unserved need among the pairs."""
        need, cause, remedy, title = self._left(left)
        codes = {"cause": left.cause.code, "remedy": left.remedy.code}
        return (need, "", None, [cause, remedy], title, "", codes)


class Bar:
    """A progress bar on standard error; it appears with the first step."""

    def __init__(self, code: str, options: argparse.Namespace) -> None:
        self._label, self._quiet = sentence(code, options.lang), options.quiet
        self._bar: Any = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def reach(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._bar is None or self._bar.total != total:
            self.__exit__()
            self._bar = tqdm(
                total=total, desc=self._label, file=sys.stderr, disable=self._quiet, unit=""
            )
        self._bar.update(done - self._bar.n)


def say_fault(fault: Fault, lang: str) -> str:
    """A fault with file, row and column."""
    what = sentence(fault.code, lang, **fault.params)
    where = "fault_in_cell" if fault.column else "fault_in_row" if fault.row else "fault_in_file"
    return sentence(where, lang, file=fault.file, row=fault.row, column=fault.column, what=what)


def note(code: str, options: argparse.Namespace, **params: Any) -> None:
    """A line on standard error, unless quiet is wanted."""
    if not options.quiet:
        print(sentence(code, options.lang, **params), file=sys.stderr)


def note_unknown_places(things: Sequence[Need | Helper], options: argparse.Namespace) -> None:
    """Regions given but not known are no error; they are named."""
    unknown = sorted(
        {t.region or t.adcode for t in things if (t.region or t.adcode) and not place_of(t).known}
    )
    if unknown:
        note("places_unknown", options, count=len(unknown), examples="、".join(unknown[:5]))


def report(
    summary: Sequence[Saying], outputs: Mapping[Path, object], options: argparse.Namespace
) -> None:
    """The result in a few lines."""
    for line in [*summary, *(Saying("written", {"path": path}) for path in outputs)]:
        note(line.code, options, **line.params)


def summary(made: Plan) -> list[Saying]:
    """What a plan comes to."""
    lines = [Saying("summary", _figures(made))]
    if made.fair and made.fair.settled:
        lines.append(_fairness(made.fair))
    lines += made.relaxations[:SHOWN]
    if change := made.comparison:
        counts = {name: len(getattr(change, name)) for name in ("kept", "changed", "new", "lost")}
        lines.append(Saying("changes", counts))
    return lines


def panel_summary(made: Panels) -> list[Saying]:
    """What a plan from a matrix comes to."""
    figures = {
        "needs": len(made.totals),
        "worst": made.worst,
        "bound": made.bound,
        "total": float(made.totals.sum()),
        "short": made.short,
    }
    return [Saying("panel_summary", figures), _fairness(made)]


def _fairness(found: Fair | Panels) -> Saying:
    """How far the levels are proven."""
    facts = {"settled": found.settled, "level": found.level}
    return Saying("all_fair" if found.complete else "fairness", facts)


def _figures(made: Plan) -> dict[str, Any]:
    """What the summary tells."""
    left = len(made.unserved)
    return {
        "needs": made.served + left,
        "served": made.served,
        "unserved": left,
        "helpers": made.helpers_used,
        "worst": made.worst,
    }
