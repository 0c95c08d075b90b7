"""What `hongmajia match` prints: progress, faults, notes and the summary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from hongmajia.engine.assignment.panel_search import Panels
from hongmajia.engine.facts import Helper, Need
from hongmajia.engine.messages.codes import Message
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.results import Plan, PlanFairness
from hongmajia.match_command.faults import Fault
from hongmajia.match_command.messages import sentence

SHOWN = 3
"""Relaxations shown in the summary."""


class ProgressBar:
    """A progress bar on standard error, shown from the first step on."""

    def __init__(self, code: str, options: argparse.Namespace) -> None:
        self._label, self._quiet = sentence(code, options.lang), options.quiet
        self._bar: Any = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def reach(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` steps are done."""
        if self._bar is None or self._bar.total != total:
            self.__exit__()
            self._bar = tqdm(
                total=total, desc=self._label, file=sys.stderr, disable=self._quiet, unit=""
            )
        self._bar.update(done - self._bar.n)


def fault_line(fault: Fault, lang: str) -> str:
    """A fault with file, row and column."""
    what = sentence(fault.code, lang, **fault.params)
    where = "fault_in_cell" if fault.column else "fault_in_row" if fault.row else "fault_in_file"
    return sentence(where, lang, file=fault.file, row=fault.row, column=fault.column, what=what)


def print_note(code: str, options: argparse.Namespace, **params: Any) -> None:
    """Print a line on standard error, unless ``--quiet`` was given."""
    if not options.quiet:
        print(sentence(code, options.lang, **params), file=sys.stderr)


def print_message(options: argparse.Namespace, message: Message) -> None:
    """Print a message on standard error, unless ``--quiet`` was given."""
    print_note(message.code, options, **message.params)


def print_unknown_places(things: Sequence[Need | Helper], options: argparse.Namespace) -> None:
    """Print a note about regions that are not in the table; they are no error."""
    unknown = sorted(
        {
            t.region or t.adcode
            for t in things
            if (t.region or t.adcode) and not place_of(t).is_known
        }
    )
    if unknown:
        print_note("places_unknown", options, count=len(unknown), examples="、".join(unknown[:5]))


def print_result(
    summary: Sequence[Message], outputs: Mapping[Path, object], options: argparse.Namespace
) -> None:
    """Print the summary and the files written."""
    for line in [*summary, *(Message("written", {"path": path}) for path in outputs)]:
        print_message(options, line)


def summary(result: Plan) -> list[Message]:
    """The messages that sum up a plan."""
    lines = [Message("summary", _figures(result))]
    if result.fair and result.fair.settled:
        lines.append(_fairness(result.fair))
    lines += result.relaxations[:SHOWN]
    if change := result.comparison:
        counts = {name: len(getattr(change, name)) for name in ("kept", "changed", "new", "lost")}
        lines.append(Message("changes", counts))
    return lines


def panel_summary(result: Panels) -> list[Message]:
    """The messages that sum up a plan made from a matrix."""
    figures = {
        "needs": len(result.totals),
        "worst": result.worst,
        "bound": result.bound,
        "total": float(result.totals.sum()),
        "short": result.short,
    }
    return [Message("panel_summary", figures), _fairness(result)]


def _fairness(found: PlanFairness | Panels) -> Message:
    """How many needs are proven to be as fair as possible."""
    facts = {"settled": found.settled, "level": found.level}
    return Message("all_fair" if found.complete else "fairness", facts)


def _figures(result: Plan) -> dict[str, Any]:
    """The figures of the summary."""
    left = len(result.unserved)
    return {
        "needs": result.served + left,
        "served": result.served,
        "unserved": left,
        "helpers": result.helpers_used,
        "worst": result.worst,
    }
