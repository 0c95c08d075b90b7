"""Plans and shortlists as rows of the tables that `hongmajia match` writes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from hongmajia.engine.assignment.panel_search import Panels
from hongmajia.engine.facts import Helper, Need
from hongmajia.engine.messages.codes import Reason
from hongmajia.engine.rounds.results import Pair, Plan, Unserved
from hongmajia.engine.scoring.results import Candidate
from hongmajia.match_command import faults
from hongmajia.match_command.faults import Sheet
from hongmajia.match_command.matrix_file import Matrix
from hongmajia.match_command.messages import describe

PLAN_HEADINGS = ("need", "helper", "score", "reasons", "title", "name")
LEFT_HEADING = "unserved"  # in .jsonl: the codes of cause and remedy
RANKED_HEADINGS = ("need", "rank", "helper", "score", "reasons", "title", "name")
UNSERVED_HEADINGS = ("need", "cause", "remedy", "title")


class OutputRows:
    """Results as rows of a table, in the chosen language."""

    def __init__(
        self, needs: Sequence[Need], helpers: Sequence[Helper], options: argparse.Namespace
    ) -> None:
        self._titles = {need.id: need.title or need.text[:30] for need in needs}
        self._names = {helper.id: helper.name for helper in helpers}
        self._lang = options.lang
        self._ending = faults.ending_of(options.out)

    def plan_sheets(self, result: Plan) -> list[Sheet]:
        """The pairs, then the needs without a helper: on a second sheet, or as rows without
        helper.
        """
        pairs = [self._pair(pair) for pair in result.pairs]
        if self._ending == ".xlsx":
            left = [self._unserved(each) for each in result.unserved]
            return [Sheet("plan", PLAN_HEADINGS, pairs), Sheet("unserved", UNSERVED_HEADINGS, left)]
        headings = (*PLAN_HEADINGS, LEFT_HEADING) if self._ending == ".jsonl" else PLAN_HEADINGS
        left = [self._unserved_as_pair(each)[: len(headings)] for each in result.unserved]
        return [Sheet("plan", headings, [*pairs, *left])]

    def panel_sheets(self, matrix: Matrix, result: Panels) -> list[Sheet]:
        """The pairs of a plan made from a matrix, the best of each need first."""
        rows = []
        for row, need in enumerate(matrix.needs):
            seats = result.chosen[row].nonzero()[0].tolist()
            for column in sorted(seats, key=lambda each: -matrix.affinity[row, each]):
                value = float(matrix.affinity[row, column])
                reasons = (Reason("given_value", {"value": round(value, 4)}),)
                rows.append(self._pair(Candidate(need, matrix.helpers[column], value, reasons)))
        return [Sheet("plan", PLAN_HEADINGS, rows)]

    def ranked_sheet(self, ranked: list[list[Candidate]]) -> Sheet:
        """The shortlists of all needs, as one sheet."""
        rows = [
            (found.need, rank, *self._pair(found)[1:])
            for listed in ranked
            for rank, found in enumerate(listed, 1)
        ]
        return Sheet("ranked", RANKED_HEADINGS, rows)

    def _pair(self, pair: Pair | Candidate) -> tuple[Any, ...]:
        """One pair as a row."""
        reasons = [describe(reason, self._lang) for reason in pair.reasons]
        names = (self._titles.get(pair.need, ""), self._names.get(pair.helper, ""))
        return (pair.need, pair.helper, round(pair.score, 4), reasons, *names)

    def _unserved(self, left: Unserved) -> tuple[Any, ...]:
        """One need without a helper, as a row of its own sheet."""
        return (
            left.need,
            describe(left.cause, self._lang),
            describe(left.remedy, self._lang),
            self._titles[left.need],
        )

    def _unserved_as_pair(self, left: Unserved) -> tuple[Any, ...]:
        """One need without a helper, as a row among the pairs."""
        need, cause, remedy, title = self._unserved(left)
        codes = {"cause": left.cause.code, "remedy": left.remedy.code}
        return (need, "", None, [cause, remedy], title, "", codes)
