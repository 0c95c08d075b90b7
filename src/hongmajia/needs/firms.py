"""Which registered enterprise a need may be from that named one nobody had registered.

Proposed are those of the name or credit code that the asker wrote, and those that the telephone
number belongs to: of their contacts, or of an earlier need. A cadre decides (``linking``).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hongmajia.core.known_names import KnownNames
from hongmajia.spelling import firm_core
from hongmajia.unions.alike import place_names
from hongmajia.unions.enums import Alike
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import add_enterprises_to, enterprises_around, province_paths

from .models import Need

SURE = (Alike.CODE, Alike.NAME)
"""Reasons for which an enterprise is proposed as the one that is meant."""
MOST = 5


@dataclass(frozen=True)
class Proposal:
    """A registered enterprise that a need may be from, and why."""

    enterprise: Enterprise
    reasons: tuple[Alike, ...]

    @property
    def words(self) -> str:
        """The enterprise with the reasons, as the row of a choice says it."""
        why = _("、").join(str(reason.label) for reason in self.reasons)
        return _("%(firm)s（%(why)s）") % {"firm": self.enterprise.name, "why": why}

    @property
    def words_with_code(self) -> str:
        """The same with the credit code, where another one proposed has the same name."""
        return f"{self.words} {self.enterprise.credit_code}"

    @property
    def is_sure(self) -> bool:
        """Whether name or code are those that the asker wrote."""
        return any(reason in SURE for reason in self.reasons)


def names_a_firm(need: Need) -> bool:
    """Whether the asker named an enterprise to which the need is not linked."""
    return need.enterprise_id is None and bool(need.enterprise_name or need.credit_code)


def propose_firms(needs: Iterable[Need]) -> None:
    """Put on each need, as ``proposed``, the enterprises it may be from; a fixed number of queries.

    Names are compared in every spelling, with former names; not what is only similar.
    """
    asking = [need for need in needs if names_a_firm(need)]
    found = _Found(asking) if asking else None
    for need in asking:
        need.proposed = found.of(need)  # type: ignore[attr-defined,union-attr]


def proposed_for(need: Need) -> list[Proposal]:
    """The enterprises from which one need may be: ``propose_firms``, if it was not asked before."""
    if not names_a_firm(need):
        return []
    if not hasattr(need, "proposed"):
        propose_firms([need])
    proposed: list[Proposal] = need.proposed  # type: ignore[attr-defined]
    return proposed


def also_nearly_named(need: Need) -> list[Proposal]:
    """``proposed_for``, and those of the county whose names are the same but for place and form."""
    proposed = proposed_for(need)
    places = place_names() if names_a_firm(need) else frozenset()
    core = firm_core(need.enterprise_name, places) if places else ""
    if not core:
        return proposed
    known = {one.enterprise.pk for one in proposed}
    near = enterprises_around(need.union).filter(name_key__contains=core, region=need.region_id)
    near = near.exclude(pk__in=known).select_related("union")
    alike = [firm for firm in near[:MOST] if firm_core(firm.name, places) == core]
    return [*proposed, *(Proposal(firm, (Alike.CORE,)) for firm in alike)][:MOST]


def told_apart(proposed: list[Proposal]) -> list[tuple[str, str]]:
    """Key and words of each, as choices; those of one name with their codes."""
    names = Counter(one.enterprise.name for one in proposed)
    return [
        (
            str(one.enterprise.pk),
            one.words_with_code if names[one.enterprise.name] > 1 else one.words,
        )
        for one in proposed
    ]


class _Found:
    """What the enterprises are found by, read for all needs at once."""

    def __init__(self, needs: Collection[Need]) -> None:
        self.needs = needs

    def of(self, need: Need) -> list[Proposal]:
        reasons: defaultdict[Enterprise, set[Alike]] = defaultdict(set)
        for firm in self._named(need, need.credit_code):
            reasons[firm].add(Alike.CODE)
        for firm in self._named(need, need.enterprise_name):
            reasons[firm].add(Alike.NAME)
        for firm in self.by_phone.get(need.contact_phone, ()):
            if firm in reasons or firm.union.path.startswith(need.union.path):
                reasons[firm].add(Alike.PHONE)
        ranked = [
            Proposal(firm, tuple(each for each in Alike if each in why))
            for firm, why in reasons.items()
        ]
        order = list(Alike)
        return sorted(ranked, key=lambda one: order.index(one.reasons[0]))[:MOST]

    def _named(self, need: Need, written: str) -> list[Any]:
        """Those of this name or code in the province of the need."""
        path = self.provinces[need.union.path]
        return [one for one in self.by_name.find(written) if one.union.path.startswith(path)]

    @cached_property
    def provinces(self) -> dict[str, str]:
        return province_paths(need.union.path for need in self.needs)

    @cached_property
    def by_name(self) -> KnownNames:
        written = {need.enterprise_name for need in self.needs}
        written |= {need.credit_code for need in self.needs}
        known, rows = KnownNames(), Enterprise.objects.select_related("union", "region")
        add_enterprises_to(known, rows.with_former().named(written - {""}))
        return known

    @cached_property
    def by_phone(self) -> dict[str, list[Any]]:
        """Telephone number → the enterprises to which it belongs."""
        numbers = {need.contact_phone for need in self.needs}
        links = Enterprise.contacts.through.objects.filter(user__phone__in=numbers)
        pairs = set(links.values_list("user__phone", "enterprise"))
        asked = Need.objects.filter(Q(contact_phone__in=numbers), enterprise__isnull=False)
        pairs |= set(asked.order_by().values_list("contact_phone", "enterprise"))
        rows = Enterprise.objects.select_related("union").in_bulk({pk for _phone, pk in pairs})
        found: dict[str, list[Any]] = {}
        for phone, pk in sorted(pairs):
            if pk in rows:
                found.setdefault(phone, []).append(rows[pk])
        return found
