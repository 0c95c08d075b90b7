"""What `hongmajia match` does: read, plan, rank, write, and print a summary."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from hongmajia.engine.assignment.panels import SECONDS, assign_panels
from hongmajia.engine.facts import EngineError, Helper, Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.rounds.executors import IndexPool
from hongmajia.engine.rounds.planning import plan
from hongmajia.engine.scoring.results import Candidate
from hongmajia.engine.scoring.shortlists import rankings
from hongmajia.engine.text.embedding import find_embedder
from hongmajia.engine.text.meaning import Meaning
from hongmajia.engine.text.vector_store import VectorStore
from hongmajia.match_command import facts, faults, report, writing
from hongmajia.match_command.faults import Fault, TableError
from hongmajia.match_command.matrix_file import read_matrix
from hongmajia.match_command.messages import describe, sentence
from hongmajia.match_command.options import BAD_INPUT
from hongmajia.match_command.output import OutputRows
from hongmajia.match_command.report import ProgressBar, fault_line

INTERRUPTED = 130
DEFAULT_RANKED = 5
"""Places on a shortlist, unless ``--rank`` is given."""
MOST_TEXTS_UNASKED = 2_000
"""Texts embedded without being asked to: about a minute's work of the bundled model."""
PAIRS_WORTH_PROCESSES = 50_000_000
"""Pairs to compare from which several processes are faster than one."""


def run(options: argparse.Namespace) -> int:
    """Run the command with these options; the exit code: 0, 2 for unusable input, 130 if
    interrupted.
    """
    try:
        _check_paths(options)
        if options.affinity:
            _match_matrix(options)
        else:
            _match(options)
    except TableError as error:
        return _refuse([fault_line(fault, options.lang) for fault in error.faults], options.lang)
    except EngineError as error:
        return _refuse([describe(error, options.lang)], options.lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _match(options: argparse.Namespace) -> None:
    """Plan two tables of needs and helpers."""
    needs, helpers = _tables(options)
    previous = facts.read_pairs(options.previous) if options.previous else None
    report.print_unknown_places([*needs, *helpers], options)
    with ProgressBar("embedding", options) as bar:
        index = HelperIndex.build(
            helpers, meaning=_meaning(len(needs) + len(helpers), options, bar)
        )
        index.embed_needs(needs)
    with ProgressBar("comparing", options) as bar, _index_pool(needs, index, options) as pool:
        result = plan(
            needs,
            index,
            previous=previous,
            per_need=options.per_need,
            candidates=options.candidates,
            leximin_seconds=options.leximin or 0,
            executor=pool,
            progress=bar.reach,
        )
    rows = OutputRows(needs, helpers, options)
    outputs = {options.out: rows.plan_sheets(result)}
    if options.ranked:
        outputs[options.ranked] = [rows.ranked_sheet(_ranked(needs, index, options))]
    writing.write(outputs)
    report.print_result(report.summary(result), outputs, options)


def _match_matrix(options: argparse.Namespace) -> None:
    """Plan panels from a matrix of values."""
    matrix = read_matrix(options.affinity, options.per_need, options.capacity)
    needs: list[Need] = []
    helpers: list[Helper] = []
    if options.needs:
        needs, helpers = _tables(options)
        matrix = matrix.with_facts(needs, helpers, options.per_need)
    seconds = SECONDS if options.leximin is None else options.leximin
    result = assign_panels(matrix.affinity, matrix.wanted, matrix.capacity, seconds=seconds)
    outputs = {options.out: OutputRows(needs, helpers, options).panel_sheets(matrix, result)}
    writing.write(outputs)
    report.print_result(report.panel_summary(result), outputs, options)


def _tables(options: argparse.Namespace) -> tuple[list[Need], list[Helper]]:
    """The needs and the helpers; these are read first, since needs may exclude some of them."""
    tell = partial(report.print_message, options)
    helpers = facts.read_helpers(options.helpers, options.capacity, tell, options.helpers_sheet)
    needs = facts.read_needs_for(helpers, options.needs, tell, options.needs_sheet)
    if options.province:
        return facts.within(needs, options.province), facts.within(helpers, options.province)
    return needs, helpers


def _meaning(texts: int, options: argparse.Namespace, bar: ProgressBar) -> Meaning | None:
    """Embeddings, if they are available and wanted; else a note says what is lost.

    Many texts would take long, so they are embedded only if the user says where to store the
    vectors, or which embedder to use.
    """
    wished = options.vectors or os.environ.get("HONGMAJIA_EMBEDDER")
    if texts > MOST_TEXTS_UNASKED and not wished and not options.no_meaning:
        report.print_note("too_much_to_read", options, texts=texts)
        return None
    embedder = None if options.no_meaning else find_embedder()
    if embedder is None:
        report.print_note("no_embedder", options)
        return None
    return Meaning(embedder, _vector_store(options), bar.reach)


def _vector_store(options: argparse.Namespace) -> VectorStore:
    try:
        return VectorStore(options.vectors)
    except OSError as error:
        raise TableError([Fault(str(options.vectors.name), "cannot_write")]) from error


def _index_pool(
    needs: Sequence[Need], index: HelperIndex, options: argparse.Namespace
) -> AbstractContextManager[IndexPool | None]:
    """Further processes if ``--workers`` asks for them or the task is large, else nothing."""
    much = len(needs) * len(index) >= PAIRS_WORTH_PROCESSES
    workers = options.workers or (os.cpu_count() or 1 if much else 1)
    return IndexPool(index, workers) if workers > 1 else nullcontext()


def _ranked(
    needs: Sequence[Need], index: HelperIndex, options: argparse.Namespace
) -> list[list[Candidate]]:
    """The best helpers of each need, with a progress bar."""
    with ProgressBar("ranking", options) as bar:
        found = []
        for listed in rankings(index, needs, options.rank or DEFAULT_RANKED):
            found.append(listed)
            bar.reach(len(found), len(needs))
        return found


def _check_paths(options: argparse.Namespace) -> None:
    """Raise `TableError` for an unknown file type and for an output that would overwrite another
    file.
    """
    read = [path for path in (options.needs, options.helpers, options.previous) if path]
    outputs = [path for path in (options.out, options.ranked) if path]
    for path in (*read, *outputs):
        faults.ending_of(path)
    for number, path in enumerate(outputs):
        others = [*read, *outputs[:number]]
        if path.resolve() in [other.resolve() for other in others]:
            raise TableError([Fault(path.name, "same_file")])
        if path.is_dir():
            raise TableError([Fault(path.name, "cannot_write")])


def _refuse(lines: list[str], lang: str) -> int:
    """Print what is wrong, and that nothing was written; the exit code."""
    print(*lines, sentence("nothing_written", lang), sep="\n", file=sys.stderr)
    return BAD_INPUT
