"""Which licences helpers hold on a day, and which insurance covers them (ADR 104).

A team holds what any of its members on the roll holds. A helper is covered by an insurance of
their own, or by one of their union or of a union above it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hongmajia.unions.queries import paths_above

from .enums import LicenceKind
from .models import Helper, Insurance, Licence, TeamMembership

REQUIRABLE = tuple(kind for kind in LicenceKind if kind != LicenceKind.OTHER)
"""The licences that a need can ask for."""


def licences_held(helpers: QuerySet[Helper], day: date) -> dict[int, frozenset[str]]:
    """Primary key of each helper with any → the kinds valid on ``day``; two queries."""
    keys = helpers.order_by().values("pk")
    held: dict[int, set[str]] = defaultdict(set)
    valid = Licence.objects.valid_on(day).exclude(kind=LicenceKind.OTHER).order_by()
    for artisan, kind in valid.filter(artisan__in=keys).values_list("artisan", "kind"):
        held[artisan].add(kind)
    seats = TeamMembership.objects.filter(
        team__in=keys, artisan__helper__is_active=True, artisan__licences__in=valid
    )
    for team, kind in seats.order_by().values_list("team", "artisan__licences__kind"):
        held[team].add(kind)
    return {pk: frozenset(kinds) & set(REQUIRABLE) for pk, kinds in held.items()}


def lacking(helper: Helper, wanted: Iterable[LicenceKind], day: date) -> list[LicenceKind]:
    """Those of ``wanted`` that the helper does not hold on ``day``; no query if none is wanted."""
    wanted = list(wanted)
    if not wanted:
        return []
    held = licences_held(Helper.objects.filter(pk=helper.pk), day).get(helper.pk, frozenset())
    return [kind for kind in wanted if kind not in held]


def words_for_lack(helper: str, kinds: Iterable[LicenceKind]) -> str:
    """The one sentence that says which licences ``helper``, a name, lacks."""
    licences = _("、").join(str(kind.label) for kind in kinds)
    return _("%(helper)s没有有效的%(licences)s") % {"helper": helper, "licences": licences}


def insurance_of(helper: Helper, day: date) -> Insurance | None:
    """The insurance that covers the helper on ``day``, their own before that of a union.

    One query; ``None`` if there is none.
    """
    valid = Insurance.objects.valid_on(day)
    above = valid.filter(union__path__in=paths_above(helper.union.path))
    found = list((valid.filter(helper=helper) | above).select_related("union"))
    own = [one for one in found if one.helper_id]
    return next(iter(own or found), None)
