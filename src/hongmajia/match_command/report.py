"""TODO."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from hongmajia.engine.assignment.panel_search import Panels
from hongmajia.engine.facts import Helper, Need
from hongmajia.engine.messages.codes import Saying
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.results import Fair, Plan
from hongmajia.match_command.faults import Fault
from hongmajia.match_command.messages import sentence

SHOWN = 3
"""Relaxations told in the summary."""


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
