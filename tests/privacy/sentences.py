"""Reading `sentences.txt`: sentences with what must be found in them."""

import re
from dataclasses import dataclass
from pathlib import Path

FIRM = "德清永兴机械制造有限公司"
DEMONSTRATION = "德清某汽车制造业企业5（演示）"
MARKED = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True)
class Sentence:
    """A sentence, its kind, the asker's firm, and the places (start, end) that hold a person."""

    kind: str
    text: str
    firm: str
    places: tuple[tuple[int, int], ...]


def read(kind: str, line: str) -> Sentence:
    """Return the sentence without its marks; ⏎ stands for a new line, ‖ before the asker's firm."""
    line, _, named = line.replace("⏎", "\n").partition(" ‖ ")
    places, shift = [], 0
    for mark in MARKED.finditer(line):
        start = mark.start() - shift
        places.append((start, start + len(mark[1])))
        shift += 4
    firm = named or (DEMONSTRATION if kind.endswith("demonstration") else FIRM)
    return Sentence(kind, MARKED.sub(r"\1", line), firm, tuple(places))


def all_sentences() -> list[Sentence]:
    """Return every sentence of the file, in its order."""
    kind, found = "", []
    text = Path(__file__).with_name("sentences.txt").read_text("utf-8")
    for line in text.split("\n"):
        if line.startswith("# "):
            kind = line[2:]
        elif kind and line:
            found.append(read(kind, line))
    return found
