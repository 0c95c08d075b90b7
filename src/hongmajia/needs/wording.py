"""From what the asker wrote to the one line that stands in lists."""

import re

TITLE_LENGTH = 30
SENTENCE_END = re.compile(r"[。！？!?；;\n]")
CLAUSE_END = re.compile(r"[，,：:、]")


def title_from(text: str) -> str:
    """The first sentence of ``text``, cut at a comma if it is longer than a title may be."""
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    ends = [match.start() for match in CLAUSE_END.finditer(sentence[: TITLE_LENGTH + 1])]
    if ends:
        return sentence[: ends[-1]]
    return f"{sentence[: TITLE_LENGTH - 1]}…"
