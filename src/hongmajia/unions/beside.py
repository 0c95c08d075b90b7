"""Two enterprises beside each other: their facts, and what hangs on each."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import ManyToManyField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.masking import mask_phone

from .actions.merging_firms import relations
from .models import Enterprise, FirmPair

HANGING = {
    "Enterprise_contacts": gettext_lazy("联系人人数"),
    "Need": gettext_lazy("需求"),
    "SignUp": gettext_lazy("活动报名"),
    "Activity_enterprises": gettext_lazy("走访它的活动"),
    "Activity": gettext_lazy("在它那里办的活动"),
    "Part": gettext_lazy("它参加主办的活动"),
    "Stop": gettext_lazy("活动后走访的安排"),
    "Invited": gettext_lazy("收到的活动邀请"),
    "FirmTie": gettext_lazy("长期结对的师傅"),
    "CaseUse": gettext_lazy("用上的案例"),
    "Trial": gettext_lazy("照着别家做过的"),
    "Enterprise": gettext_lazy("以前并过来的企业"),
}
"""What hangs on an enterprise, by the name of its model; all else is called 别的记录."""


@dataclass(frozen=True)
class Line:
    """One fact of both enterprises."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.first != self.second


def facts_beside(pair: FirmPair) -> list[Line]:
    """The facts of both, one line for each."""
    one, other = _facts(pair.first), _facts(pair.second)
    return [Line(label, one[label], other[label]) for label in one]


def hanging_beside(pair: FirmPair) -> list[Line]:
    """How many rows of each kind hang on either; kinds of which neither has any are left out."""
    one, other = hanging(pair.first), hanging(pair.second)
    return [Line(label, str(one[label]), str(other[label])) for label in {**one, **other}]


def hanging(firm: Enterprise) -> Counter[str]:
    """The number of rows that would go over at a merge, by what they are called."""
    found: Counter[str] = Counter()
    for relation in relations():
        if isinstance(relation.field, ManyToManyField):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: firm})
        if n := rows.count():
            found[str(HANGING.get(relation.related_model.__name__, _("别的记录")))] += n
    return found


def _facts(firm: Any) -> dict[str, str]:
    people = firm.contacts.filter(is_active=True).order_by("pk")
    return {
        _("企业名称"): firm.name,
        _("统一社会信用代码"): firm.credit_code,
        _("行业"): str(firm.industry),
        _("规模"): str(firm.get_scale_display()),
        _("职工人数"): str(firm.employees or ""),
        _("专精特新"): _("是") if firm.is_specialised else _("否"),
        _("地区"): firm.region.place,
        _("地址"): firm.address,
        _("所属工会"): firm.union.name,
        _("联系人"): _("、").join(f"{one.display_name} {mask_phone(one.phone)}" for one in people),
    }
