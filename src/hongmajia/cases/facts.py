"""The strip of facts over a case: industry, problem, who solved it, what was measured.

Read from the records each time, so that a corrected record corrects every page and print.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.offers.enums import OfferMode
from hongmajia.services.enums import ActivityState, Satisfaction

from .models import Case


@dataclass(frozen=True)
class Fact:
    """One column: its name, what is measured (printed in red), and up to three lines."""

    name: str
    lines: list[str] = field(default_factory=list)
    strong: str = ""


def held(case: Case) -> list[Any]:
    """The activities that were held for it and have their record, the first first."""
    activities = case.engagement.activities.all()
    done = [a for a in activities if a.state == ActivityState.HELD and hasattr(a, "record")]
    return sorted(done, key=lambda activity: (activity.starts_at, activity.pk))


def facts_of(case: Case) -> list[Fact]:
    """The four columns. Select the case ``with_story``."""
    activities = held(case)
    return [industry(case), Fact(_("问题"), [case.gist]), helpers(case, activities), result(case)]


def industry(case: Case) -> Fact:
    need = case.engagement.need
    firm = need.enterprise
    if firm is None:
        return Fact(_("行业"), [need.industry or need.get_category_display()])
    size = [str(firm.get_scale_display())]
    if firm.employees:
        n = firm.employees
        size.insert(0, ngettext("%(n)s人", "%(n)s人", n) % {"n": n})
    trade = firm.get_division_display() or need.industry or firm.industry
    return Fact(_("行业"), [str(trade), _("，").join(size)])


def helpers(case: Case, activities: list[Any]) -> Fact:
    """Those on the roll by the name they let be shown, companions as a number; how often."""
    names, companions = _who_came(activities)
    who = _("、").join(names) or str(case.engagement.helper)
    if companions:
        who = _("%(who)s等%(n)s人") % {"who": who, "n": len(names) + companions}
    return Fact(_("谁来解"), [who, _visits(activities)])


def _who_came(activities: Iterable[Any]) -> tuple[list[str], int]:
    here = [attendance for activity in activities for attendance in activity.attendances.all()]
    names = dict.fromkeys(str(seat.helper.public_name) for seat in here if seat.helper)
    companions = {seat.name for seat in here if not seat.helper}
    return list(names), len(companions)


def _visits(activities: list[Any]) -> str:
    online = sum(activity.mode == OfferMode.ONLINE for activity in activities)
    on_site = len(activities) - online
    parts = []
    if on_site:
        parts.append(_("现场%(n)s次") % {"n": on_site})
    if online:
        parts.append(_("在线%(n)s次") % {"n": online})
    return _("，").join(parts)


def result(case: Case) -> Fact:
    """The last thing measured; without a measure, what the enterprise says."""
    word = getattr(case.engagement, "confirmation", None)
    lines = [benefit(word)] if word and word.benefit_wan else []
    if word:
        lines.append(_("企业%(word)s") % {"word": Satisfaction(word.satisfaction).label})
    record = last_measured(case)
    if record is None:
        outcome = str(word.get_outcome_display()) if word else ""
        return Fact(_("成效"), lines, outcome)
    after = f"{record.after}{record.unit}"
    strong = f"{record.before}{record.unit} → {after}" if record.before else after
    return Fact(record.measure or _("成效"), lines, strong)


def last_measured(case: Case) -> Any:
    """The latest record in which something was measured, or ``None``."""
    measured = [a.record for a in held(case) if a.record.measured]
    return measured[-1] if measured else None


def benefit(word: Any) -> str:
    """``一年约省18.5万元``"""
    return _("一年约省%(n)s万元") % {"n": f"{word.benefit_wan.normalize():f}"}


def units(case: Case) -> list[str]:
    """The enterprise, and the helper or team, as they stand under the title."""
    need, helper = case.engagement.need, case.engagement.helper
    from_where = f"{helper.union.name} " if helper.kind == "artisan" else ""
    return [need.asker_label, f"{from_where}{helper.public_name}"]


def pictures(case: Case) -> list[Any]:
    """The chosen photographs that may be shown today."""
    return [picture for picture in case.pictures.all() if picture.photo.may_be_published]
