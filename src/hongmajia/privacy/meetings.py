"""Numbers of meetings held over the network, and their passwords."""

import re
from collections.abc import Iterator

from .finds import Find, Kind
from .folding import Folded

HELD = r"(?:腾讯会议|钉钉会议|飞书会议|视频会议|会议|入会|zoom|teams|webex|瞩目|房间)"
NUMBER = r"(?!(?:19|20)\d\d[\s-]?[01]\d)\d(?:[\s-]?\d){8,11}(?![\d.:])"
WORD = r"(?:\s?(?:的?号码?|id|码|会议号?|房间号?))?"
MEETING = re.compile(
    rf"{HELD}{WORD}\s?(?:[:是为=→#,]|就是)?\s?(?P<n>{NUMBER})"
    r"(?:[\s,;(]{0,2}(?:入会|会议)?密码\s?[:是为]?\s?(?P<word>[A-Za-z\d]{4,8})(?![A-Za-z\d]))?",
    re.I,
)


def meetings_in(folded: Folded) -> Iterator[Find]:
    """Yield every number of a meeting and its password, in places of the original."""
    for match in MEETING.finditer(folded.digits):
        for group in ("n", "word"):
            if match[group]:
                yield Find(*folded.span(*match.span(group)), Kind.ACCOUNT)
