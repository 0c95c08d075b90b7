"""What stands at the places of a template, within the vendor's limits.

Beyond them the vendor refuses the whole message (47003), and control characters too.
"""

from datetime import datetime

from hongmajia.config.wechat_parsers import LONGEST, Template, sort_of

from ..protocol import Message


def filled(template: Template, message: Message) -> dict[str, dict[str, str]]:
    """Place → ``{"value": …}``, as ``bizsend`` takes it."""
    return {
        place: {"value": within(sort_of(place), _word(word, message))}
        for place, word in template.fields.items()
    }


def within(sort: str, text: str) -> str:
    """``text`` on one line, as long as a place of that sort may be."""
    line = " ".join(text.split())
    most = LONGEST.get(sort)
    return line if most is None or len(line) <= most else f"{line[: most - 1]}…"


def _word(word: str, message: Message) -> str:
    """``title``: what it is about; ``at``: when, as 2019年10月1日 15:01; ``=text``: that text."""
    if word.startswith("="):
        return word[1:]
    if word == "title":
        return message.title
    return f"{datetime.fromisoformat(message.at):%Y年%m月%d日 %H:%M}"
