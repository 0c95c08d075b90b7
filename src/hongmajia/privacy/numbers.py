"""Landlines, short numbers, and numbers of papers, staff, cards, accounts and plates."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from .finds import Find, Kind
from .folding import Folded
from .things import is_no_thing

IS = r"(?:号码?)?\s?(?:[:是为=→>]{1,2}\s?|就是\s?|\s)?"
"""What stands between a word such as 电话 and the number."""

AREA = r"(?:10|2\d|[3-9]\d{2})"
LOCAL = r"(?![48]00[\s-]?\d)(?:[2-9]\d{6,7}|[2-9]\d{2,3}[\s-]\d{3,4})(?!\d)"
SPREAD = r"[2-9](?:[\s.\-]?\d){6,7}(?!\d)"
LANDLINE = (
    rf"(?<![\dA-Za-z.\-])(?:(?:\+|00)86[\s-]?0?{AREA}|\(0{AREA}\)|"
    rf"0{AREA})(?:[\s\-–—_/.]{{0,3}}{LOCAL}|[\s\-–—_/.]{{1,3}}{SPREAD})"
    r"(?:\s?(?:转|-|ext\.?)\s?\d{1,5}(?!\d))?"
)
TELEPHONE = (
    "(?:电话|座机|固话|厂办|办公室|总机|门卫|值班室|打给?|拨打?|热线|传真|联系方式|号码|tel|call)"
)
AFTER_TELEPHONE = (
    rf"{TELEPHONE}[^\d]?{IS}(?P<n>(?:{LOCAL}|[2-9](?:\s\d){{6,7}}(?!\d))(?:\s?(?:转|"
    rf"-|ext\.?)\s?(?:分机)?\d{{1,5}}(?!\d))?)"
)
ONE_SHORT = r"\d{3,6}(?![\d年月.]|\s?(?:目|米|mm|kW|V\b|台|个|条|元))"
BEFORE_TELEPHONE = (
    r"(?<![\dA-Za-z.\-])(?P<n>[2-9]\d{6,7})\s?(?:[这那]个)?(?:号码?)?就?是[\u4e00-\u9fff]{0,6}"
    r"(?:电话|座机|固话|传真)"
)
OF_OFFICE = r"(?:[部科]|办公室|门卫|传达室|值班室|调度室)(?P<n>[2-9]\d{6,7})(?![\d.A-Za-z])"
"""After an office without a word for telephone: 技术部8063415."""
SHORT = (
    r"(?:短号|小号|内线|分机|虚拟网|集群网|集团网|集团号|内部电话|厂内电话)"
    rf"{IS}(?P<n>{ONE_SHORT}(?:[\s,]{{0,2}}(?:或者?是?|[、/,和及])\s?{ONE_SHORT}){{0,3}})"
)
OWN_LINE = (
    r"(?:[我咱]们?|本|自己|单位)的?(?:厂|公司|单位|工厂|"
    r"企业)?[\u4e00-\u9fff]{0,4}|厂里(?:的)?[\u4e00-\u9fff]{0,3}|"
    r"(?:公司|单位|总机)[\u4e00-\u9fff]{0,3}|(?:^|[,。;!\s])(?:请|麻烦)[打拨]"
)
OTHERS_LINE = r"厂家|供应商|品牌|官方|官网|原厂|卖家|商家|对方|[他她]们|设备商|代理"
SERVICE_LINE = r"(?<![\dA-Za-z-])[48]00[\s-]?(?:\d{3}[\s-]?\d{4}|\d{4}[\s-]?\d{3})(?![\dA-Za-z])"

IDENTITY = (
    r"(?<![\dA-Za-z])[A-Z]?[1-8]\d{5}[\s-]?(?:18|19|20)\d{2}\s?\d{4}[\s-]?\d{3}[\dXx](?![\dA-Za-z])"
)
OLD_IDENTITY = rf"(?:身份证件?|证件){IS}(?P<n>[1-8](?:[\s-]?\d){{14,17}}(?:\s?[Xx])?)(?![\dA-Za-z])"
PAPERS = (
    r"(?:护照|通行证|驾照|社保卡?|医保卡?|学号|工会卡|档案编号|纳税人识别号|税号|"
    r"(?:居住|暂住|驾驶|行驶|军官|士兵|退伍|会员|残疾人?|上岗|"
    r"操作|资格|[焊电车钳]工|学生|工作|健康|老年|优待|结婚)证)"
    rf"(?:编号)?{IS}(?P<n>[A-Za-z]{{0,2}}\d[\dA-Za-z]{{4,19}})(?![\dA-Za-z])"
)
STAFF = (
    r"(?:(?<![加施竣开])工号|[员职]工(?:编?号|代码)|工牌号?|胸[牌卡]号?|厂牌号)"
    rf"{IS}(?P<n>[A-Za-z]{{0,3}}-?\d[\dA-Za-z-]{{2,17}})(?![\dA-Za-z]|\s?[条个人次])"
)
CHINESE = "[〇零○一二三四五六七八九幺两]"
SPELLED_OUT = rf"(?<![\u4e00-\u9fff\d][百千万亿]){CHINESE}(?:[\s-]?{CHINESE}){{6,13}}"
"""Seven Chinese digits in a row: amounts are written with 十, 百 and 千."""
STAFF_BEFORE = (
    r"(?<![\dA-Za-z.-])(?P<n>[A-Za-z]{0,2}\d{3,8})号"
    r"(?:[员职]工|操作工|工人|师傅)(?!食堂|宿舍|通道|新村|之家|休息)"
)
CREDIT_CODE = r"(?<![\dA-Za-z])[159NY][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![\dA-Za-z])"
PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][\s·•.-]?[A-HJ-NP-Z][\s·•.-]?(?:[A-HJ-NP-Z][·•.-])?"
    r"(?=[A-Z]*\d)(?:[A-HJ-NP-Z0-9]{4}[学挂警港澳领使超]|"
    r"[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])|(?<=[·•.-])\d{4}(?!\d))"
    r"|[\u4e00-\u9fff]{2}[·•]\d[A-Z]?\d{5,6}(?![A-Za-z0-9])"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\d{2}[-·]?\d{5}(?!\d)"
)
"""Of cars; the second form is that of tractors."""
CARD = r"(?<![\dA-Za-z.-])62(?:[\s-]?\d){14,17}(?![\dA-Za-z])"
ACCOUNT = (
    r"(?:卡|账号|帐号|账户|帐户|户头|银行|基本户|一般户|对公户|专户|[工农中建交招]行|信用社|存折)"
    rf"{IS}(?P<n>\d(?:[\s-]?\d){{11,24}})(?![\dA-Za-z])"
)


class Pattern(NamedTuple):
    """A pattern, the reading of the text it is for, and what else must hold of a match."""

    kind: Kind
    pattern: re.Pattern[str]
    reading: str
    holds: Callable[[str, re.Match[str]], bool]


def has_birthday(text: str, match: re.Match[str]) -> bool:
    """Whether digits 7 to 14 are a day, as in every identity card number."""
    digits = re.sub(r"\D", "", match[0])
    try:
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])) < date.max
    except ValueError:
        return False


def is_own_line(text: str, match: re.Match[str]) -> bool:
    """Whether a number beginning with 400 or 800 is the asker's own and not that of a maker."""
    before = text[max(0, match.start() - 12) : match.start()]
    own = re.search(rf"(?:{OWN_LINE})[\s:是为]{{0,2}}$", before)
    return bool(own) and not re.search(OTHERS_LINE, before) and is_no_thing(text, match)


def always(text: str, match: re.Match[str]) -> bool:
    """For patterns that say enough by themselves."""
    return True


PATTERNS = tuple(
    Pattern(kind, re.compile(pattern, re.I if kind != Kind.PLATE else 0), reading, holds)
    for kind, pattern, reading, holds in (
        (Kind.LANDLINE, LANDLINE, "digits", is_no_thing),
        (Kind.LANDLINE, AFTER_TELEPHONE, "digits", is_no_thing),
        (Kind.LANDLINE, OF_OFFICE, "digits", is_no_thing),
        (Kind.LANDLINE, BEFORE_TELEPHONE, "digits", is_no_thing),
        (Kind.PHONE, SPELLED_OUT, "text", always),
        (Kind.LANDLINE, SHORT, "digits", always),
        (Kind.LANDLINE, SERVICE_LINE, "text", is_own_line),
        (Kind.PAPER, IDENTITY, "text", has_birthday),
        (Kind.PAPER, OLD_IDENTITY, "text", always),
        (Kind.PAPER, PAPERS, "text", always),
        (Kind.PAPER, STAFF, "text", always),
        (Kind.PAPER, STAFF_BEFORE, "text", always),
        (Kind.FIRM, CREDIT_CODE, "text", always),
        (Kind.PLATE, PLATE, "text", always),
        (Kind.BANK, CARD, "text", is_no_thing),
        (Kind.BANK, ACCOUNT, "text", always),
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
