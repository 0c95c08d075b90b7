"""The command `hongmajia match`: two spreadsheets in, a plan out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from hongmajia.engine import columns, tables
from hongmajia.engine.asking import shortlists
from hongmajia.engine.facts import DEFAULT_CAPACITY, EngineError, Helper, Need
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.places import place_of
from hongmajia.engine.planning import CANDIDATES, plan
from hongmajia.engine.reasons import Saying
from hongmajia.engine.results import Candidate, Pair, Plan, Unserved
from hongmajia.engine.tables import Fault, Sheet, TableError
from hongmajia.engine.words import say, sentence

BAD_INPUT = 2
INTERRUPTED = 130
RANKED = 5
"""Places on a shortlist where nobody says how many."""
PLAN_HEADINGS = ("need", "helper", "score", "reasons", "title", "name")
LEFT_HEADING = "unserved"  # in .jsonl: the codes of cause and remedy
RANKED_HEADINGS = ("need", "rank", "helper", "score", "reasons", "title", "name")
UNSERVED_HEADINGS = ("need", "cause", "remedy", "title")


def main(arguments: Sequence[str]) -> int:
    """Run the command; the exit code is 0, or 2 for input that cannot be used."""
    lang = _language(arguments)
    parser = _parser(lang)
    options = parser.parse_args(arguments)
    if options.rank and not options.ranked:
        parser.error(sentence("rank_needs_file", lang))
    try:
        _match(options)
    except TableError as error:
        return _refuse([say_fault(fault, lang) for fault in error.faults], lang)
    except EngineError as error:
        return _refuse([say(error, lang)], lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _match(options: argparse.Namespace) -> None:
    """Read, plan, rank, write, and say how it went."""
    _check_paths(options)
    needs = columns.read_needs(options.needs)
    helpers = columns.read_helpers(options.helpers, options.capacity)
    previous = columns.read_pairs(options.previous) if options.previous else None
    _note_unknown_places([*needs, *helpers], options)
    index = HelperIndex.build(helpers)
    with _Bar("comparing", len(needs), options) as bar:
        made = plan(
            needs,
            index,
            previous=previous,
            per_need=options.per_need,
            candidates=options.candidates,
            progress=bar.reach,
        )
    texts = _Texts(needs, helpers, options)
    outputs = {options.out: texts.plan_sheets(made)}
    if options.ranked:
        outputs[options.ranked] = [texts.ranked_sheet(_ranked(needs, index, options))]
    tables.write(outputs)
    _report(made, outputs, options)


def _ranked(
    needs: list[Need], index: HelperIndex, options: argparse.Namespace
) -> list[list[Candidate]]:
    """The shortlists, with progress shown."""
    with _Bar("ranking", len(needs), options) as bar:
        found = []
        for listed in shortlists(index, needs, options.rank or RANKED):
            found.append(listed)
            bar.reach(len(found), len(needs))
        return found


class _Texts:
    """Results as rows of a table, in the chosen language."""

    def __init__(
        self, needs: list[Need], helpers: list[Helper], options: argparse.Namespace
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
        names = (self._titles[pair.need], self._names[pair.helper])
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


class _Bar:
    """A progress bar on standard error."""

    def __init__(self, code: str, total: int, options: argparse.Namespace) -> None:
        label = sentence(code, options.lang)
        self._bar = tqdm(
            total=total, desc=label, file=sys.stderr, disable=options.quiet, unit="", leave=True
        )

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def reach(self, done: int, _total: int) -> None:
        """So many are done."""
        self._bar.update(done - self._bar.n)


# --- saying


def say_fault(fault: Fault, lang: str) -> str:
    """A fault with file, row and column."""
    what = sentence(fault.code, lang, **fault.params)
    where = "fault_in_cell" if fault.column else "fault_in_row" if fault.row else "fault_in_file"
    return sentence(where, lang, file=fault.file, row=fault.row, column=fault.column, what=what)


def _refuse(lines: list[str], lang: str) -> int:
    """Say what is wrong; nothing has been written."""
    print(*lines, sentence("nothing_written", lang), sep="\n", file=sys.stderr)
    return BAD_INPUT


def _note_unknown_places(things: Sequence[Need | Helper], options: argparse.Namespace) -> None:
    """Regions given but not known are no error; they are named."""
    unknown = sorted(
        {t.region or t.adcode for t in things if (t.region or t.adcode) and not place_of(t).known}
    )
    if unknown and not options.quiet:
        examples = "、".join(unknown[:5])
        print(
            sentence("places_unknown", options.lang, count=len(unknown), examples=examples),
            file=sys.stderr,
        )


def _report(made: Plan, outputs: dict[Path, list[Sheet]], options: argparse.Namespace) -> None:
    """The result in two or three lines."""
    if options.quiet:
        return
    lines = [Saying("summary", _figures(made))]
    if change := made.comparison:
        counts = {name: len(getattr(change, name)) for name in ("kept", "changed", "new", "lost")}
        lines.append(Saying("changes", counts))
    lines += [Saying("written", {"path": path}) for path in outputs]
    for line in lines:
        print(say(line, options.lang), file=sys.stderr)


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


# --- options


def _check_paths(options: argparse.Namespace) -> None:
    """Endings known, and no output on top of another file."""
    given = [path for path in (options.needs, options.helpers, options.previous) if path]
    outputs = [path for path in (options.out, options.ranked) if path]
    for path in (*given, *outputs):
        tables.ending_of(path)
    for number, path in enumerate(outputs):
        others = [*given, *outputs[:number]]
        if path.resolve() in [other.resolve() for other in others]:
            raise TableError([Fault(path.name, "same_file")])
        if path.is_dir():
            raise TableError([Fault(path.name, "cannot_write")])


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, else that of the environment, else Chinese."""
    for place, word in enumerate(arguments):
        if word.startswith("--lang"):
            word = word.partition("=")[2] or "".join(arguments[place + 1 : place + 2])
            return "en" if word.startswith("en") else "zh"
    environment = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "en" if environment.startswith("en") else "zh"


class _Parser(argparse.ArgumentParser):
    """Complains in the chosen language about what it can, and ends with 2."""

    lang = "zh"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, sentence("bad_command", self.lang, message=message) + "\n")


def _parser(lang: str) -> argparse.ArgumentParser:
    """The options, explained in the chosen language."""

    def explained(option: str) -> str:
        return sentence(f"help_{option}", lang)

    parser = _Parser(
        prog="hongmajia match",
        description=explained("about"),
        epilog=explained("columns"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.lang = lang
    add = parser.add_argument
    add("needs", type=Path, metavar="NEEDS", help=explained("needs"))
    add("helpers", type=Path, metavar="HELPERS", help=explained("helpers"))
    add("--out", type=Path, required=True, metavar="PLAN", help=explained("out"))
    add("--ranked", type=Path, metavar="FILE", help=explained("ranked"))
    add("--rank", type=_positive, metavar="K", help=explained("rank"))
    add("--previous", type=Path, metavar="FILE", help=explained("previous"))
    add("--per-need", type=_positive, metavar="N", help=explained("per_need"))
    add(
        "--capacity",
        type=_positive,
        default=DEFAULT_CAPACITY,
        metavar="N",
        help=explained("capacity"),
    )
    add(
        "--candidates",
        type=_positive,
        default=CANDIDATES,
        metavar="N",
        help=explained("candidates"),
    )
    add("--lang", choices=("zh", "en"), default=lang, help=explained("lang"))
    add("--quiet", action="store_true", help=explained("quiet"))
    add("-h", "--help", action="help", help=explained("help"))
    return parser


def _positive(word: str) -> int:
    """A whole number of at least 1."""
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number
