"""Telephone numbers and numbers of papers, cards, plates and homes."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from .finds import Find, Kind
from .folding import Folded

IS = r"(?:号码?)?\s?(?:[:是为=]\s?|\s)?"
"""What stands between a word such as 电话 and the number."""

THING = re.compile(
    r"(?:批次?号?|编号|序列号|件号|料号|图号|单号|订单|编码|合同号|货号|型号|代码|件|S/?N|No\.?)"
    r"\s?[:是为]?\s?[A-Za-z]*$",
    re.I,
)
"""Before a number that names a thing: 批号13812345678."""
UNIT = re.compile(
    r"\s?(?:多|余)?(?:元|万|亿|次|件|个|吨|米|台|套|只|千|公斤|立方|平方|度|mm|kg|kW|Pa|h\b|r/)"
)
"""After a number that is an amount: 13800001元."""
CONTACT = re.compile(r"(?:tel|phone|mobile|mob|call|we?i?xin|wechat|wx|vx|v|qq|dd)[\W_]*$", re.I)
"""Letters before a number that say how to reach somebody."""

ASKS = re.compile(r"(?:电话|手机|号码?|打|联系|微信|tel)\s?[:是为]?\s?$", re.I)
"""Before a number that is to be called."""

SEP = r"[\s\-‐–—_.·]{0,2}"
GROUPS = "(?:" + "|".join(
    (
        rf"1[3-9]\d{SEP}\d{{4}}{SEP}\d{{4}}",
        rf"1[3-9]\d{SEP}\d{{3}}{SEP}\d{{5}}",
        rf"1[3-9]\d\d{SEP}\d{{3}}{SEP}\d{{4}}",
        rf"1[3-9]\d\d{SEP}\d{{4}}{SEP}\d{{3}}",
        r"1[3-9]\d{4}\s\d{5}",
        r"1[- ][3-9](?:[- ]\d){9}",
    )
) + ")"  # fmt: skip
COUNTRY = r"(?:(?:\(?\+?86\)?|0086)[\s-]?)?"
MOBILE = rf"(?<!\d){COUNTRY}{GROUPS}(?!\d)"
ALIKE = r"(?<![A-Za-z\d])1[3-9]\d{9}(?![A-Za-z\d])"
AREA = r"(?:10|2\d|[3-9]\d{2})"
LOCAL = r"(?:[2-9]\d{6,7}|[2-9]\d{2,3}[\s-]\d{3,4})(?!\d)"
LANDLINE = (
    rf"(?<![\dA-Za-z.\-])(?:(?:\+|00)86[\s-]?0?{AREA}|\(0{AREA}\)|0{AREA})[\s\-–—]?{LOCAL}"
    r"(?:\s?(?:转|-|ext\.?)\s?\d{1,5}(?!\d))?"
)
TELEPHONE = (
    "(?:电话|座机|固话|厂办|办公室|总机|门卫|值班室|打给?|拨打?|热线|传真|联系方式|号码|tel|call)"
)
AFTER_TELEPHONE = rf"{TELEPHONE}[^\d]?{IS}(?P<n>{LOCAL})"
SHORT = rf"(?:短号|小号|内线|分机|虚拟网|集群网){IS}(?P<n>\d{{3,6}})(?!\d)"
SERVICE_LINE = r"(?<![\dA-Za-z-])[48]00[\s-]?(?:\d{3}[\s-]?\d{4}|\d{4}[\s-]?\d{3})(?![\dA-Za-z])"

IDENTITY = (
    r"(?<![\dA-Za-z])[1-8]\d{5}[\s-]?(?:18|19|20)\d{2}\s?\d{4}[\s-]?\d{3}[\dXx](?![\dA-Za-z])"
)
OLD_IDENTITY = rf"(?:身份证件?|证件){IS}(?P<n>[1-8]\d{{14,17}}[Xx]?)(?![\dA-Za-z])"
PAPERS = (
    r"(?:护照|通行证|居住证|驾驶证|驾照|军官证|士兵证|社保卡?|医保卡?|学号|工号|职工号|员工号|"
    rf"会员证|工会卡|残疾证){IS}(?P<n>[A-Za-z]{{0,2}}\d[\dA-Za-z]{{4,17}})(?![\dA-Za-z])"
)
CREDIT_CODE = r"(?<![\dA-Za-z])[159NY][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![\dA-Za-z])"
PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][\s·•.-]?"
    r"(?=[A-Z]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
CARD = r"(?<![\dA-Za-z])62\d{2}(?:\s?\d{4}){3}(?:\s?\d{1,3})?(?![\dA-Za-z])"
ACCOUNT = (
    r"(?:卡|账号|帐号|账户|帐户|户头|银行|[工农中建交招]行|信用社|存折)"
    rf"{IS}(?P<n>\d(?:[\s-]?\d){{11,24}})(?![\dA-Za-z])"
)
HOME = (
    r"(?:(?![住在家里以址到的])[\u4e00-\u9fff]){0,8}(?:\d{1,4}号)?\d{1,3}(?:幢|栋|号楼|座)"
    r"(?:\d{1,2}单元)?\d{3,4}(?:室|号)?(?![\d号])"
)


class Pattern(NamedTuple):
    """A pattern, the reading of the text it is for, and what else must hold of a match."""

    kind: Kind
    pattern: re.Pattern[str]
    reading: str
    holds: Callable[[str, re.Match[str]], bool]


def is_no_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the number is neither an amount nor the number of a thing."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() :]
    if re.search(r"[A-Za-z]$", before) and not CONTACT.search(before):
        return False
    return not THING.search(before) and not UNIT.match(after)


def is_mobile(text: str, match: re.Match[str]) -> bool:
    """Whether the number is a mobile one and not three sizes: 150 1800 2000."""
    groups = match[0].split()
    sizes = len(groups) > 2 and all(group.endswith("0") for group in groups)
    return is_no_thing(text, match) and not (sizes and not ASKS.search(text[: match.start()]))


def has_digits(text: str, match: re.Match[str]) -> bool:
    """Whether most of the number was written in digits; ``text`` is the folded one."""
    written = text[match.start() : match.end()]
    return sum(char.isdigit() for char in written) >= 6 and is_no_thing(text, match)


def has_birthday(text: str, match: re.Match[str]) -> bool:
    """Whether digits 7 to 14 are a day, as in every identity card number."""
    digits = re.sub(r"\D", "", match[0])
    try:
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])) < date.max
    except ValueError:
        return False


def is_card(text: str, match: re.Match[str]) -> bool:
    """Whether a number that begins like a bank card is written in fours or has the check digit."""
    return is_no_thing(text, match) and (" " in match[0] or fits_check_digit(match[0]))


def fits_check_digit(number: str) -> bool:
    """Whether the last digit is that of the Luhn formula, by which cards are numbered."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def always(text: str, match: re.Match[str]) -> bool:
    """For patterns that say enough by themselves."""
    return True


PATTERNS = tuple(
    Pattern(kind, re.compile(pattern, re.I if kind != Kind.PLATE else 0), reading, holds)
    for kind, pattern, reading, holds in (
        (Kind.PHONE, MOBILE, "digits", is_mobile),
        (Kind.PHONE, ALIKE, "alike", has_digits),
        (Kind.LANDLINE, LANDLINE, "digits", is_no_thing),
        (Kind.LANDLINE, AFTER_TELEPHONE, "digits", is_no_thing),
        (Kind.LANDLINE, SHORT, "digits", always),
        (Kind.LANDLINE, SERVICE_LINE, "text", is_no_thing),
        (Kind.PAPER, IDENTITY, "text", has_birthday),
        (Kind.PAPER, OLD_IDENTITY, "text", always),
        (Kind.PAPER, PAPERS, "text", always),
        (Kind.FIRM, CREDIT_CODE, "text", always),
        (Kind.PLATE, PLATE, "text", always),
        (Kind.BANK, CARD, "text", is_card),
        (Kind.BANK, ACCOUNT, "text", always),
        (Kind.ADDRESS, HOME, "text", always),
    )
)


def numbers_in(folded: Folded) -> Iterator[Find]:
    """Yield every number that reaches or identifies a person, in places of the original."""
    for kind, pattern, reading, holds in PATTERNS:
        read = getattr(folded, reading)
        for match in pattern.finditer(read):
            if holds(folded.text, match):
                group = "n" if "n" in pattern.groupindex else 0
                yield Find(*folded.span(*match.span(group)), kind)
