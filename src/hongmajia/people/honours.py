"""Reading honours from text such as ``浙江工匠（浙江省总工会，2021年）；湖州市劳动模范``."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .enums import HonourLevel
from .facts import HonourFacts

LEVELS_OF_TITLES: list[tuple[str, HonourLevel]] = [
    (r"全国(劳动模范|劳模|先进工作者)", HonourLevel.NATIONAL_MODEL),
    (r"全国五一|大国工匠|中华技能大奖|全国技术能手", HonourLevel.NATIONAL_MEDAL),
    (r"省(劳动模范|劳模|先进工作者)", HonourLevel.PROVINCE_MODEL),
    (r"省五一|省.*(工匠|首席技师)|浙江(大)?工匠", HonourLevel.PROVINCE_MEDAL),
    (r"市(劳动模范|劳模|先进工作者)", HonourLevel.CITY_MODEL),
    (r"市.*(工匠|五一|首席技师)", HonourLevel.CITY_ARTISAN),
    (r"[县区].*(劳动模范|劳模|工匠|先进工作者)", HonourLevel.COUNTY),
]
"""Regular expressions for titles and their levels (docs/domain.md, “Honours ladder”).

The first that matches gives the level.
"""

ONE_HONOUR = re.compile(
    r"^(?P<title>[^（(]+?)\s*(?:[（(](?P<by>[^，,）)]*?)[，,]?\s*(?P<year>\d{4})?年?[）)])?$"
)
BETWEEN = re.compile(r"[；;\n]+")
LONGEST = 60


def level_of(title: str) -> HonourLevel:
    """The level of a title; ``OTHER`` if no pattern matches."""
    levels = (level for pattern, level in LEVELS_OF_TITLES if re.search(pattern, title))
    return next(levels, HonourLevel.OTHER)


def read_honours(text: str) -> list[HonourFacts]:
    """The honours in a text. ``ValidationError`` quotes one that is not understood."""
    parts = [part.strip() for part in BETWEEN.split(text or "")]
    return [_read_one(part) for part in parts if part]


def _read_one(text: str) -> HonourFacts:
    found = ONE_HONOUR.match(text)
    if found is None or max(map(len, (found["title"], found["by"] or ""))) > LONGEST:
        example = "浙江工匠（浙江省总工会，2021年）"
        message = _("没看懂“%(text)s”，请照“%(example)s”的样子写。")
        raise ValidationError(message % {"text": text[:LONGEST], "example": example})
    return HonourFacts(
        title=found["title"],
        level=level_of(found["title"]),
        awarded_by=found["by"] or "",
        year=int(found["year"]) if found["year"] else None,
    )
