"""Reading honours from text such as ``浙江工匠（浙江省总工会，2021年）；2019年湖州市劳动模范``."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.engine.places.divisions import provinces
from hongmajia.spelling import OUTSIDE_BRACKETS, says_nothing, tidy_name, without_numbers

from .enums import HonourLevel
from .facts import HonourFacts

PROVINCES = "|".join(one.short_name for one in provinces())
LEVELS_OF_TITLES: list[tuple[str, HonourLevel]] = [
    (r"全国(劳动模范|劳模|先进工作者)", HonourLevel.NATIONAL_MODEL),
    (r"全国五一|大国工匠|中华技能大奖|全国技术能手", HonourLevel.NATIONAL_MEDAL),
    (r"省(劳动模范|劳模|先进工作者)", HonourLevel.PROVINCE_MODEL),
    (rf"省五一|省.*(工匠|首席技师)|({PROVINCES})(大)?工匠", HonourLevel.PROVINCE_MEDAL),
    (r"市(劳动模范|劳模|先进工作者)", HonourLevel.CITY_MODEL),
    (r"市.*(工匠|五一|首席技师)", HonourLevel.CITY_ARTISAN),
    (r"[县区].*(劳动模范|劳模|工匠|先进工作者)", HonourLevel.COUNTY),
]
"""Regular expressions for titles and their levels (docs/domain.md, “Honours ladder”).

The first that matches gives the level.
"""

YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年\d{1,2}月(?:\d{1,2}日)?|年度|年)"
"""What may stand behind the year of an award: a month, a day, or only 年."""
BETWEEN = re.compile(rf"[；;、，,|/／\n]+{OUTSIDE_BRACKETS}")
ONE_HONOUR = re.compile(r"(?P<title>[^（）]+?)(?:（(?P<remark>[^（）]*)）)?")
YEAR_BEFORE = re.compile(
    rf"(?:荣?获得?|被?评为|被?授予)?{YEAR}{DAY}?(?![\d~～至到年-])"
    r"(?:荣?获得?|被?评为|被?授予|被评)?[:：]?(?P<title>.+)"
)
YEAR_BEHIND = re.compile(rf"(?P<title>.+?[^\d~～至到-]){YEAR}(?:年度?)?")
ONLY_YEAR = re.compile(rf"{YEAR}{DAY}?")
BRACKETED_YEAR = re.compile(rf"[(\[【〔]({YEAR}{DAY}?)[)\]】〕]")
"""A year in other brackets than Chinese ones, which ``tidy_name`` leaves around digits."""
TITLE = re.compile(
    r".{2,}(?:工匠|劳动模范|劳模|先进工作者|奖章?|奖状|能手|首席技师|标兵)(?:[（(].*)?"
)
"""What is a title by itself."""
QUOTED = re.compile(r"[“\"「『](.+)[”\"」』](?:荣誉)?(?:称号)?")
LONGEST = 60


def level_of(title: str) -> HonourLevel:
    """The level of a title; ``OTHER`` if no pattern matches."""
    levels = (level for pattern, level in LEVELS_OF_TITLES if re.search(pattern, title))
    return next(levels, HonourLevel.OTHER)


def read_honours(text: str) -> list[HonourFacts]:
    """The honours in a text; none in 无 and /. ``ValidationError`` quotes one not understood."""
    honours: list[HonourFacts] = []
    year_before: str | None = None
    for part in _parts_of(text or ""):
        year = ONLY_YEAR.fullmatch(tidy_name(part))
        if year and honours and honours[-1]["year"] is None:
            honours[-1]["year"] = int(year["year"])
        elif year:
            year_before = part
        elif not says_nothing(part):
            honours.append(_read_one(f"{year_before or ''}{part}"))
            year_before = None
    if year_before:
        raise _not_understood(year_before)
    return [honour for n, honour in enumerate(honours) if honour not in honours[:n]]


def _parts_of(text: str) -> list[str]:
    """The honours of a list, each as it is written, without number and full stop.

    Blanks divide only what are titles by themselves: ``浙江 工匠`` is one.
    """
    parts: list[str] = []
    for part in BETWEEN.split(without_numbers(text)):
        words = part.strip().rstrip("。").split()
        parts += words if all(map(TITLE.fullmatch, words)) else [" ".join(words)]
    return parts


def title_and_year(written: str) -> tuple[str, int | None]:
    """``2021年浙江工匠`` → the title 浙江工匠 and the year; no year where none stands there."""
    text = tidy_name(written)
    found = YEAR_BEFORE.fullmatch(text) or YEAR_BEHIND.fullmatch(text)
    if found and int(found["year"]) > timezone.localdate().year:
        found = None  # 2035 may be part of a title, but no year of an award
    title = found["title"].strip() if found else text
    quoted = QUOTED.fullmatch(title)
    return quoted[1] if quoted else title, int(found["year"]) if found else None


def _read_one(written: str) -> HonourFacts:
    text = BRACKETED_YEAR.sub(r"（\1）", tidy_name(written))
    found = ONE_HONOUR.fullmatch(text)
    title, year = title_and_year(found["title"]) if found else ("", None)
    by, in_remark = _by_and_year(found["remark"] or "") if found else ("", None)
    if not title or max(len(title), len(by)) > LONGEST:
        raise _not_understood(text)
    return HonourFacts(title=title, level=level_of(title), awarded_by=by, year=in_remark or year)


def _not_understood(text: str) -> ValidationError:
    example = "浙江工匠（浙江省总工会，2021年）"
    message = _("没看懂“%(text)s”，请照“%(example)s”的样子写。")
    return ValidationError(message % {"text": text[:LONGEST], "example": example})


def _by_and_year(remark: str) -> tuple[str, int | None]:
    """Who awarded an honour and in which year, as it stands in brackets in any order."""
    parts = [part for part in re.split(r"[，,、；;\s]+", remark) if part]
    years = [year for part in parts if (year := ONLY_YEAR.fullmatch(part))]
    others = [part for part in parts if not ONLY_YEAR.fullmatch(part)]
    return "、".join(others), int(years[0]["year"]) if years else None
