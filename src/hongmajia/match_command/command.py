"""The command `hongmajia match`: two spreadsheets in, a plan out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from hongmajia.engine.assignment.panels import SECONDS, assign_panels
from hongmajia.engine.facts import EngineError, Helper, Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.rounds.executors import Crew
from hongmajia.engine.rounds.planning import plan
from hongmajia.engine.scoring.results import Candidate
from hongmajia.engine.scoring.shortlists import shortlists
from hongmajia.engine.text.embedding import find_embedder
from hongmajia.engine.text.meaning import Meaning
from hongmajia.engine.text.vector_store import VectorStore
from hongmajia.match_command import facts, faults, options, report, writing
from hongmajia.match_command.faults import Fault, TableError
from hongmajia.match_command.matrix_file import read_matrix
from hongmajia.match_command.messages import describe, sentence
from hongmajia.match_command.output import Texts
from hongmajia.match_command.report import Bar, say_fault

INTERRUPTED = 130
RANKED = 5
"""Places on a shortlist where nobody says how many."""
MOST_READ = 2_000
"""Texts whose meaning is read unasked: a minute's work for the bundled model."""
WORTH_A_CREW = 50_000_000
"""Pairs to compare from which several processes are quicker than one."""


def main(arguments: Sequence[str]) -> int:
    """Run the command; the exit code is 0, or 2 for input that cannot be used."""
    asked = options.read(arguments)
    try:
        _check_paths(asked)
        if asked.affinity:
            _match_matrix(asked)
        else:
            _match(asked)
    except TableError as error:
        return _refuse([say_fault(fault, asked.lang) for fault in error.faults], asked.lang)
    except EngineError as error:
        return _refuse([describe(error, asked.lang)], asked.lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _match(asked: argparse.Namespace) -> None:
    """Read, plan, rank, write, and say how it went."""
    needs = facts.read_needs(asked.needs)
    helpers = facts.read_helpers(asked.helpers, asked.capacity)
    previous = facts.read_pairs(asked.previous) if asked.previous else None
    report.note_unknown_places([*needs, *helpers], asked)
    with Bar("embedding", asked) as bar:
        index = HelperIndex.build(helpers, meaning=_meaning(len(needs) + len(helpers), asked, bar))
        index.vectors_of(needs)
    with Bar("comparing", asked) as bar, _crew(needs, index, asked) as crew:
        made = plan(
            needs,
            index,
            previous=previous,
            per_need=asked.per_need,
            candidates=asked.candidates,
            leximin_seconds=asked.leximin or 0,
            executor=crew,
            progress=bar.reach,
        )
    texts = Texts(needs, helpers, asked)
    outputs = {asked.out: texts.plan_sheets(made)}
    if asked.ranked:
        outputs[asked.ranked] = [texts.ranked_sheet(_ranked(needs, index, asked))]
    writing.write(outputs)
    report.report(report.summary(made), outputs, asked)


def _match_matrix(asked: argparse.Namespace) -> None:
    """The fairest panels for a matrix of values from outside."""
    matrix = read_matrix(asked.affinity, asked.per_need, asked.capacity)
    needs: list[Need] = []
    helpers: list[Helper] = []
    if asked.needs:
        needs = facts.read_needs(asked.needs)
        helpers = facts.read_helpers(asked.helpers, asked.capacity)
        matrix = matrix.with_facts(needs, helpers, asked.per_need)
    seconds = SECONDS if asked.leximin is None else asked.leximin
    made = assign_panels(matrix.affinity, matrix.wanted, matrix.room, seconds=seconds)
    outputs = {asked.out: Texts(needs, helpers, asked).panel_sheets(matrix, made)}
    writing.write(outputs)
    report.report(report.panel_summary(made), outputs, asked)


def _meaning(texts: int, asked: argparse.Namespace, bar: Bar) -> Meaning | None:
    """What compares meanings, if there is anything; else it is said what is lost.

    Nobody is made to wait an hour unasked: many texts are read only where it is said where their
    vectors are kept, or by whom they are read.
    """
    wished = asked.vectors or os.environ.get("HONGMAJIA_EMBEDDER")
    if texts > MOST_READ and not wished and not asked.no_meaning:
        report.note("too_much_to_read", asked, texts=texts)
        return None
    embedder = None if asked.no_meaning else find_embedder()
    if embedder is None:
        report.note("no_embedder", asked)
        return None
    try:
        store = VectorStore(asked.vectors)
    except OSError as error:
        raise TableError([Fault(str(asked.vectors.name), "cannot_write")]) from error
    return Meaning(embedder, store, bar.reach)


def _crew(
    needs: Sequence[Need], index: HelperIndex, asked: argparse.Namespace
) -> AbstractContextManager[Crew | None]:
    """Processes beside this one, where there is enough to do."""
    much = len(needs) * len(index) >= WORTH_A_CREW
    workers = asked.workers or (os.cpu_count() or 1 if much else 1)
    return Crew(index, workers) if workers > 1 else nullcontext()


def _ranked(
    needs: Sequence[Need], index: HelperIndex, asked: argparse.Namespace
) -> list[list[Candidate]]:
    """The shortlists, with progress shown."""
    with Bar("ranking", asked) as bar:
        found = []
        for listed in shortlists(index, needs, asked.rank or RANKED):
            found.append(listed)
            bar.reach(len(found), len(needs))
        return found


def _check_paths(asked: argparse.Namespace) -> None:
    """Endings known, and no output on top of another file."""
    read = [path for path in (asked.needs, asked.helpers, asked.previous) if path]
    outputs = [path for path in (asked.out, asked.ranked) if path]
    for path in (*read, *outputs):
        faults.ending_of(path)
    for number, path in enumerate(outputs):
        others = [*read, *outputs[:number]]
        if path.resolve() in [other.resolve() for other in others]:
            raise TableError([Fault(path.name, "same_file")])
        if path.is_dir():
            raise TableError([Fault(path.name, "cannot_write")])


def _refuse(lines: list[str], lang: str) -> int:
    """Say what is wrong; nothing has been written."""
    print(*lines, sentence("nothing_written", lang), sep="\n", file=sys.stderr)
    return options.BAD_INPUT
