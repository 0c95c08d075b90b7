"""Which artisan on the roll a row of an import is, and what the row changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import Change
from hongmajia.core.masking import mask_phone
from hongmajia.spelling import name_key, read_phone

from .enums import HelperKind
from .facts import HonourFacts
from .models import Artisan, Helper, Team


class KnownArtisans:
    """The artisans on the actor's rolls that rows may mean; two queries for all rows."""

    def __init__(self, actor: SignedIn, names: Iterable[str], phones: Iterable[str]) -> None:
        words = {*names, *map(read_phone, phones)} - {""}
        mine = Helper.objects.artisans().on_rolls_of(actor).filter(is_active=True)
        found = mine.identified_by(words).select_related("artisan", "union", "region__parent")
        self.by_phone, self.by_name = defaultdict(list), defaultdict(list)
        for helper in found.prefetch_related("honours"):
            self.by_phone[helper.artisan.phone].append(helper)
            self.by_name[helper.name_key].append(helper)

    def namesakes(self, name: str) -> list[Helper]:
        """Everybody of this name on the actor's rolls."""
        return self.by_name.get(name_key(name), [])

    def person_of(self, facts: Mapping[str, Any]) -> Helper | None:
        """The artisan whom a row means: by number, or by name and firm; ``None`` for a new one.

        Without a firm they must have the same union and trade. Raises ``ValidationError`` if the
        number is somebody else's, or several persons are meant.
        """
        phone, key = facts.get("phone", ""), name_key(facts["name"])
        if phone and (found := self.by_phone.get(phone)):
            same = [helper for helper in found if helper.name_key == key]
            if not same:
                said = _("这个手机号在名册上是%(name)s的，姓名对不上，请核对。")
                raise ValidationError(said % {"name": found[0].name})
            return _only(same, facts)
        namesakes = self.by_name.get(key, [])
        found = [one for one in namesakes if _works_alike(one, facts)]
        if not found and not phone and not facts.get("workplace"):
            _refuse_namesake(namesakes, facts)
        return _only(found, facts) if found else None


def _works_alike(helper: Helper, facts: Mapping[str, Any]) -> bool:
    """Whether a namesake is the same person: same firm, and not both number and trade differ."""
    same_trade = helper.trade == facts["trade"]
    if not facts.get("workplace") or not helper.workplace:
        return same_trade and helper.union_id == facts["union"].pk
    numbers = {facts.get("phone", ""), helper.artisan.phone} - {""}
    return helper.workplace == facts["workplace"] and (same_trade or len(numbers) < 2)


def _refuse_namesake(namesakes: Iterable[Helper], facts: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` for a row that names nothing by which to tell two people apart."""
    for one in namesakes:
        if one.union_id == facts["union"].pk:
            said = _(
                "名册上已有%(name)s（%(trade)s）。是同一个人，请在这位师傅的页面上改；"
                "不是同一个人，请填手机号或单位。"
            )
            raise ValidationError(said % {"name": one.name, "trade": one.trade})


def _only(found: list[Helper], facts: Mapping[str, Any]) -> Helper:
    here = [helper for helper in found if helper.union_id == facts["union"].pk] or found
    if len(here) > 1:
        said = _("名册上有%(n)s位“%(name)s”，分不清是哪一位，请填手机号。")
        raise ValidationError(said % {"n": len(here), "name": facts["name"]})
    return here[0]


def changes_of(
    helper: Helper, facts: Mapping[str, Any], honours: list[HonourFacts] | None
) -> list[Change]:
    """What saving ``facts`` and ``honours`` would change, in words for the preview."""
    pairs: list[tuple[str, Any]] = [(field, _row_of(helper, field)) for field in facts]
    changes = [
        Change(str(row._meta.get_field(field).verbose_name), *_in_words(row, field, facts[field]))
        for field, row in pairs
        if getattr(row, field) != facts[field]
    ]
    before = kept_honours(helper)
    if honours is not None and honours != before:
        changes.append(Change(_("荣誉"), _titles(before), _titles(honours)))
    return changes


def _row_of(helper: Helper, field: str) -> Helper | Artisan | Team:
    if hasattr(helper, field):
        return helper
    return helper.team if helper.kind == HelperKind.TEAM else helper.artisan


def _in_words(row: Any, field: str, new: Any) -> tuple[str, str]:
    """The present and the new value of a field."""
    if field == "phone":
        return mask_phone(row.phone), mask_phone(new)
    field_of_row = row._meta.get_field(field)
    before = getattr(row, field)
    if field_of_row.choices:
        labels = dict(field_of_row.flatchoices)
        return _word(labels.get(before, "")), _word(labels.get(new, ""))
    return _word(before), _word(new)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(value)
    return "" if value is None else str(value)


def kept_honours(helper: Helper) -> list[HonourFacts]:
    """The honours that the helper has; prefetched."""
    return [
        HonourFacts(title=h.title, level=h.level, awarded_by=h.awarded_by, year=h.year)
        for h in helper.honours.all()
    ]


def merged_honours(
    kept: Iterable[HonourFacts], written: Iterable[HonourFacts]
) -> list[HonourFacts]:
    """The honours kept, with what a cell adds to them; none is lost, and no fact is emptied."""
    honours = [*kept]
    for one in written:
        same = [n for n, each in enumerate(honours) if _is_same(each, one)]
        if not same:
            honours.append(one)
            continue
        kept_one = honours[same[0]]
        honours[same[0]] = HonourFacts(
            title=kept_one["title"],
            level=kept_one["level"],
            awarded_by=one.get("awarded_by") or kept_one["awarded_by"],
            year=one.get("year") or kept_one["year"],
        )
    return honours


def _is_same(kept: HonourFacts, written: HonourFacts) -> bool:
    years = {kept.get("year"), written.get("year")} - {None}
    return kept["title"] == written["title"] and len(years) < 2


def _titles(honours: Iterable[HonourFacts]) -> str:
    return _("；").join(one["title"] for one in honours)
