"""The strip of facts above a case: industry, problem, who solved it, what was measured.

The facts are read from the records each time, so a corrected record corrects every page and print.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.offers.enums import OfferMode
from hongmajia.services.enums import ActivityState, Outcome, Satisfaction

from .models import Case


@dataclass(frozen=True)
class Fact:
    """One column of the strip: name, measured value (``strong``, printed in red), up to 3 lines."""

    name: str
    lines: list[str] = field(default_factory=list)
    strong: str = ""


def held_activities(case: Case) -> list[Any]:
    """Activities held for the case's engagement that have a record, the earliest first."""
    activities = case.engagement.activities.all()
    done = [a for a in activities if a.state == ActivityState.HELD and hasattr(a, "record")]
    return sorted(done, key=lambda activity: (activity.starts_at, activity.pk))


def facts_of(case: Case) -> list[Fact]:
    """The four columns of the strip. The case must be loaded ``with_story``."""
    activities = held_activities(case)
    return [industry(case), Fact(_("问题"), [case.gist]), helpers(case, activities), result(case)]


def industry(case: Case) -> Fact:
    """The enterprise's industry, number of employees and size class."""
    need = case.engagement.need
    firm = need.enterprise
    if firm is None:
        return Fact(_("行业"), [need.industry_name or need.get_category_display()])
    size = [str(firm.get_scale_display())]
    if firm.employees:
        n = firm.employees
        size.insert(0, ngettext("%(n)s人", "%(n)s人", n) % {"n": n})
    trade = firm.get_division_display() or need.industry_name or firm.industry
    return Fact(_("行业"), [str(trade), _("，").join(size)])


def helpers(case: Case, activities: list[Any]) -> Fact:
    """The artisans by their public names, companions as a number, and the number of visits."""
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
    """The latest measurement, or without one the enterprise's answer; benefit and satisfaction."""
    confirmation = getattr(case.engagement, "confirmation", None)
    lines = [benefit(confirmation)] if confirmation and confirmation.benefit_wan else []
    if confirmation:
        lines.append(_("企业%(word)s") % {"word": Satisfaction(confirmation.satisfaction).label})
    record = last_measured(case)
    if record is None:
        return Fact(_("成效"), lines, solved(confirmation))
    if is_part(confirmation):
        lines.insert(0, solved(confirmation))
    after = f"{record.after}{record.unit}"
    strong = f"{record.before}{record.unit} → {after}" if record.before else after
    return Fact(record.measure or _("成效"), lines, strong)


def solved(confirmation: Any) -> str:
    """The outcome in words; a part is said to be one. Empty before the enterprise confirmed."""
    if is_part(confirmation):
        return _("部分解决")
    return str(confirmation.get_outcome_display()) if confirmation else ""


def is_part(confirmation: Any) -> bool:
    """Whether the enterprise confirmed that a part of the problem is solved."""
    return bool(confirmation) and confirmation.outcome == Outcome.PARTLY


def last_measured(case: Case) -> Any:
    """The latest record in which something was measured, or ``None``."""
    measured = [a.record for a in held_activities(case) if a.record.measured]
    return measured[-1] if measured else None


def benefit(confirmation: Any) -> str:
    """The confirmed benefit in words, such as ``一年约省18.5万元``."""
    return _("一年约省%(n)s万元") % {"n": f"{confirmation.benefit_wan.normalize():f}"}


def units(case: Case) -> list[str]:
    """The two lines under the title of a case: the enterprise, and the artisan or team."""
    helper = case.engagement.helper
    from_where = f"{helper.union.name} " if helper.kind == "artisan" else ""
    return [case.enterprise_label, f"{from_where}{helper.public_name}"]


def pictures(case: Case) -> list[Any]:
    """The photographs chosen for the case that may be published now."""
    return [picture for picture in case.pictures.all() if picture.photo.may_be_published]
