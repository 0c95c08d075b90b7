"""Mobile numbers: in one piece, in groups, with letters for digits, split by words."""

import re
from collections.abc import Callable, Iterator

from .finds import Find, Kind
from .folding import Folded
from .things import is_no_thing

ASKS = re.compile(
    r"(?:(?:(?:电话|手机)(?![壳膜模中亭线架支外后盖屏])|号码|我的?号|"
    r"留个?号|联系|微信|来电|回电|短信|tel|phone|call)[^\d,;。]{0,6}|"
    r"[打拨]给?(?:我|他|她|这个|手机)?\s?:?\s?)$",
    re.I,
)
"""Before a number that is to be called."""
ASKED = re.compile(
    r"[^\d,;。]{0,4}?(?:找得?到我|我的?(?:手机|号码|电话)|打这个|打给?我|[打接]得?通|能接|联系我)"
)
"""After such a number: 就是我手机."""
SIZES = re.compile(r"\s?(?:[两二三四五六几多]种|规格|mm|毫米|的?[孔槽丝板])", re.I)
"""After a list of sizes: 138、1400、1500三种."""

SEP = r"[\s\-‐–—_.·•/]{0,2}"
GROUPS = "(?:" + "|".join(
    (
        rf"1[3-9]\d{SEP}\d{{4}}{SEP}\d{{4}}",
        rf"1[3-9]\d{SEP}\d{{3}}{SEP}\d{{5}}",
        rf"1[3-9]\d\d{SEP}\d{{3}}{SEP}\d{{4}}",
        rf"1[3-9]\d\d{SEP}\d{{4}}{SEP}\d{{3}}",
        r"1[3-9]\d{4}\s\d{5}",
        r"1[- ][3-9](?:[- ]\d){9}",
        r"1 ?[3-9] ?\d ?[-–—.] ?(?:\d ?){4}[-–—.] ?(?:\d ?){3}\d",
    )
) + ")"  # fmt: skip
COUNTRY = r"(?:(?:\(?\+?86\)?|0086)[\s-]?)?"
MOBILE = rf"(?<!\d){COUNTRY}{GROUPS}(?!\d)"
ANY_SEP = r"[\s\-‐–—_.·•,、;/\\~*()+]{0,2}"
LOOSE = (
    rf"(?<!\d)(?<!\d[./-]){COUNTRY}(?:\((?=1[3-9]\d\)))?"
    rf"1{ANY_SEP}[3-9](?:{ANY_SEP}\d){{9}}(?![.\d])"
)
ALIKE = r"(?<![A-Za-z\d])1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?![A-Za-z\d])"
ALIKE_ASKED = r"(?<![A-Za-z\d])1\d{10}(?![A-Za-z\d])"
ADDRESS_OF_MACHINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")

PART = (
    r"(?:再[接拨打加按]|接着|加上?|前[面边头]?|开头|中间|后[面边头]?|最后|末尾?|尾[号数])的?"
    r"(?:\d[位个])?(?:数字?|号码)?[是为]?[\s:]?"
)
PIECE = r"\d(?: ?\d){2,7}"
SPLIT = rf"(?<![\d.]){PIECE}(?:[开打]头的?)?(?:[\s,;、()]{{0,2}}{PART}{PIECE}){{1,2}}(?![\d.])"
TAIL = (
    r"(?:手机|电话|(?:行|银|工资|储蓄)卡|我的?)(?:号码?)?的?尾[号数][是为]?[\s:]?(?P<n>\d{4})(?!\d)"
    r"|尾号[是为]?[\s:]?(?P<own>\d{4})(?!\d)(?=.{0,4}我的?(?:手机|电话|号))"
)


def is_mobile(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the number is a mobile one and not three sizes: 150 1800 2000."""
    groups = re.split(r"[\s/]+", match[0])
    sizes = len(groups) > 2 and all(group.endswith("0") for group in groups)
    if len(groups) > 1 and SIZES.match(folded.text, match.end()):
        return False
    return is_no_thing(folded.text, match) and not (sizes and not is_asked(folded, match))


def are_sizes(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the groups are measures: all round, with decimals, or said to be so."""
    groups = re.findall(r"\d+", match[0])
    marks = set(re.sub(r"[\d\s]", "", match[0]))
    is_round = len(groups) > 2 and all(len(each) > 1 and each[-1] in "05" for each in groups)
    decimals = "." in marks and (len(marks) > 1 or bool(re.search(r"\d\s\d", match[0])))
    return is_round or decimals or bool(SIZES.match(folded.text, match.end()))


def is_asked(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the words around the number say that it is to be called."""
    before = folded.text[max(0, match.start() - 12) : match.start()]
    return bool(ASKS.search(before) or ASKED.match(folded.text, match.end()))


def is_loose(folded: Folded, match: re.Match[str]) -> bool:
    """Whether eleven digits in any groups are a number: by the words around, or Chinese digits."""
    written = folded.text[match.start() : match.end()]
    if ADDRESS_OF_MACHINE.fullmatch(written) or are_sizes(folded, match):
        return False
    chinese = sum(a != b for a, b in zip(written, match[0], strict=True))
    return is_no_thing(folded.text, match) and (chinese > 5 or is_asked(folded, match))


def has_digits(folded: Folded, match: re.Match[str]) -> bool:
    """Whether most of the number was written in digits."""
    written = folded.text[match.start() : match.end()]
    return sum(char.isdigit() for char in written) >= 6 and is_no_thing(folded.text, match)


def has_digits_and_is_asked(folded: Folded, match: re.Match[str]) -> bool:
    """Whether a number with letters is to be called, though no net has its first digits."""
    return has_digits(folded, match) and is_asked(folded, match)


def is_whole(folded: Folded, match: re.Match[str]) -> bool:
    """Whether the pieces, in this order or with the last first, make a mobile number."""
    pieces = re.findall(r"\d{3,}", re.sub(r"(?<=\d) (?=\d)", "", match[0]))
    orders = ("".join(pieces), "".join([*pieces[1:], pieces[0]]))
    return any(re.fullmatch(r"1[3-9]\d{9}", order) for order in orders)


def always(folded: Folded, match: re.Match[str]) -> bool:
    """For patterns that say enough by themselves."""
    return True


Holds = Callable[[Folded, re.Match[str]], bool]
PATTERNS: tuple[tuple[re.Pattern[str], str, Holds], ...] = (
    (re.compile(MOBILE), "digits", is_mobile),
    (re.compile(LOOSE), "digits", is_loose),
    (re.compile(ALIKE), "alike", has_digits),
    (re.compile(ALIKE_ASKED), "alike", has_digits_and_is_asked),
    (re.compile(SPLIT), "digits", is_whole),
    (re.compile(TAIL), "digits", always),
)


def mobiles_in(folded: Folded) -> Iterator[Find]:
    """Yield every mobile number, in places of the original."""
    for pattern, reading, holds in PATTERNS:
        for match in pattern.finditer(getattr(folded, reading)):
            if holds(folded, match):
                group = match.lastgroup or 0
                start, end = match.span(group)
                opened = "(" in match[group] and ")" not in match[group]
                closed = opened and folded.text[end : end + 1] == ")"
                yield Find(*folded.span(start, end + closed), Kind.PHONE)
