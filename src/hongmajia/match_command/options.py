"""The options of `hongmajia match`, explained in the chosen language."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from hongmajia.engine.facts import DEFAULT_CANDIDATES, DEFAULT_CAPACITY
from hongmajia.engine.places.divisions import provinces
from hongmajia.match_command.messages import sentence

BAD_INPUT = 2


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The options given. Exits with code 2 and an explanation if they are invalid."""
    parser = _parser(language(arguments))
    options = parser.parse_args(arguments)
    if options.rank and not options.ranked:
        parser.error(sentence("rank_needs_file", parser.lang))
    if options.affinity is None and not (options.needs and options.helpers):
        parser.error(sentence("tables_needed", parser.lang))
    if options.affinity and (options.ranked or options.previous):
        parser.error(sentence("matrix_alone", parser.lang))
    if options.affinity and bool(options.needs) != bool(options.helpers):
        parser.error(sentence("tables_needed", parser.lang))
    return options


def language(arguments: Sequence[str]) -> str:
    """The language given by ``--lang``, else that of the environment, else Chinese;
    “zh” or “en”.
    """
    for place, word in enumerate(arguments):
        if word.startswith("--lang"):
            word = word.partition("=")[2] or "".join(arguments[place + 1 : place + 2])
            return "en" if word.startswith("en") else "zh"
    environment = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "en" if environment.startswith("en") else "zh"


class _Parser(argparse.ArgumentParser):
    """A parser that reports errors in the chosen language and exits with code 2."""

    lang = "zh"

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error, and exit."""
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, sentence("bad_command", self.lang, message=message) + "\n")


def _parser(lang: str) -> _Parser:
    """The parser, with help in the chosen language."""
    parser = _Parser(
        prog="hongmajia match",
        description=sentence("help_about", lang),
        epilog=sentence("help_columns", lang),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.lang = lang

    def add(flag: str, **more: Any) -> None:
        name = flag.strip("-").replace("-", "_")
        parser.add_argument(flag, help=sentence(f"help_{name}", lang), **more)

    add("needs", type=Path, nargs="?", metavar="NEEDS")
    add("helpers", type=Path, nargs="?", metavar="HELPERS")
    add("--needs-sheet", default="", metavar="NAME")
    add("--helpers-sheet", default="", metavar="NAME")
    add("--out", type=Path, required=True, metavar="PLAN")
    add("--ranked", type=Path, metavar="FILE")
    add("--rank", type=_positive, metavar="K")
    add("--previous", type=Path, metavar="FILE")
    add("--per-need", type=_positive, metavar="N")
    add("--capacity", type=_positive, default=DEFAULT_CAPACITY, metavar="N")
    add("--candidates", type=_positive, default=DEFAULT_CANDIDATES, metavar="N")
    add("--affinity", type=Path, metavar="FILE")
    add("--leximin", type=_seconds, metavar="SECONDS")
    add("--vectors", type=Path, metavar="FOLDER")
    add("--no-meaning", action="store_true")
    add("--workers", type=_positive, metavar="N")
    add("--lang", choices=("zh", "en"), default=lang)
    add("--province", type=_province, metavar="NAME")
    add("--quiet", action="store_true")
    parser.add_argument("-h", "--help", action="help", help=sentence("help_help", lang))
    return parser


def _positive(word: str) -> int:
    """A whole number of at least 1."""
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number


def _province(word: str) -> str:
    """The short name of a province, written in full or in short."""
    found = [one.short_name for one in provinces() if word in (one.name, one.short_name)]
    if not found:
        raise ValueError(word)
    return found[0]


def _seconds(word: str) -> float:
    """A number of seconds, 0 or more, less than a day."""
    number = float(word)
    if not 0 <= number < 86_400:
        raise ValueError(word)
    return number
