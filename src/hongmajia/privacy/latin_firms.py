"""The asker's firm in Latin letters: its brand in pinyin, its initials in addresses of the web."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .finds import Find, Kind
from .firms import Firm, brand_of
from .folding import Folded

TRADE = (
    r"(?:machinery|machine|mechanical|manufacturing|industry|"
    r"industrial|technology|tech|electric|electronics|"
    r"group|factory|company|auto|parts|metal|casting|"
    r"precision|equipment|tools?|plastic|textile|material|"
    r"hardware|trading|mfg|co|ltd|inc|limited)"
)
WEB = r"(?<![a-z0-9@.])(?:https?://)?(?:[a-z0-9-]{1,40}\.){0,3}"
END = r"\.(?:com|cn|net|org|top|cc)(?:\.cn)?(?:/[a-z0-9_\-./?=&%#]{0,300})?(?![a-z0-9])"
FEWEST_INITIALS = 4
"""Fewer initials say nothing."""


@lru_cache(maxsize=256)
def patterns_of(firm: Firm) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the firm's name and addresses; none where it has no brand."""
    from pypinyin import lazy_pinyin  # its dictionary takes a third of a second to load

    brand = brand_of(firm)
    if len(brand.name) < 2 or not re.fullmatch(r"[\u4e00-\u9fff]+", brand.name):
        return ()
    spelled = r"[\s-]?".join(lazy_pinyin(brand.name))
    place = rf"(?:{''.join(lazy_pinyin(brand.place))}[\s,-]{{0,2}})?"
    named = rf"(?<![a-z]){place}{spelled}(?:[\s,.&]{{1,3}}{TRADE}(?![a-z]))*\.?(?![a-z@]|\.[a-z])"
    initials = "".join(each[0] for each in lazy_pinyin(brand.place + brand.name))
    short = rf"|{initials}" if len(initials) >= FEWEST_INITIALS else ""
    address = rf"{WEB}(?:[a-z0-9-]{{0,20}}{spelled}{short})[a-z0-9-]{{0,12}}{END}"
    return re.compile(named, re.I), re.compile(address, re.I)


def latin_firm_in(folded: Folded, firm: Firm) -> Iterator[Find]:
    """Yield where the firm is named in Latin letters, in places of the original."""
    for pattern in patterns_of(firm):
        for match in pattern.finditer(folded.text):
            yield Find(*folded.span(*match.span()), Kind.FIRM)
