"""What the pages, papers and figures of an event read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Artisan
from hongmajia.services.enums import Attendee
from hongmajia.services.models import Activity, SignUp
from hongmajia.unions.models import Enterprise

from .enums import UnitRole, Usefulness
from .models import Feedback, Headcount

CAME = Coalesce(F("came_heads"), F("heads"))
"""How many people came with a sign-up; arrivals noted before heads were asked have one."""


def publicly_named(*texts: str) -> Whose:
    """Who may be named in texts on the page of an event: artisans who agreed for all purposes."""
    words = "\n".join(texts)
    consented = Artisan.objects.filter(name_consent_at__isnull=False)
    names = consented.values_list("helper__name", flat=True)
    return Whose(public_names=tuple(n for n in names if n in words), shown=BY_OFFICES)


def named_in(record: Any) -> Whose:
    """The same for a stored record with public texts."""
    return publicly_named(*(getattr(record, field) for field in record.PUBLIC_TEXTS))


# --- who came -------------------------------------------------------------------------------


@dataclass(frozen=True)
class GroupLine:
    """One group of people: for how many places were reserved, and how many came."""

    group: str
    label: str
    signed_up: int
    by_code: int
    by_hand: int
    absent: int | None = None
    """Of a sum: how many of all groups did not come."""

    @property
    def came(self) -> int:
        """All who came."""
        return self.by_code + self.by_hand

    @property
    def missing(self) -> int:
        """How many of those signed up did not come."""
        if self.absent is not None:
            return self.absent
        return max(self.signed_up - self.came, 0)


def heads_by_group(activity: Activity) -> list[GroupLine]:
    """The groups of which somebody signed up or came, in the order of ``Attendee``; two queries.

    People who did not say to which group they belong stand last.
    """
    signed = activity.sign_ups.order_by().values_list("group").annotate(
        planned=Sum("heads", filter=Q(waits=False)),
        came=Sum(CAME, filter=Q(came_at__isnull=False)),
    )  # fmt: skip
    by_group = {group: (planned or 0, came or 0) for group, planned, came in signed}
    by_hand = dict(activity.headcounts.order_by().values_list("group", "heads"))
    labels = [*Attendee.choices, ("", _("没有说"))]
    lines = [
        GroupLine(group, str(label), *by_group.get(group, (0, 0)), by_hand.get(group, 0))
        for group, label in labels
    ]
    return [line for line in lines if line.signed_up or line.came]


def total_of(lines: Sequence[GroupLine]) -> GroupLine:
    """The sum of all groups."""
    return GroupLine(
        group="", label=_("合计"), signed_up=sum(line.signed_up for line in lines),
        by_code=sum(line.by_code for line in lines), by_hand=sum(line.by_hand for line in lines),
        absent=sum(line.missing for line in lines),
    )  # fmt: skip


def heads_of_activity(group: str | None = None) -> Any:
    """A database expression: how many people came to an activity; of one ``group`` if given."""
    here = {"activity": OuterRef("pk")} | ({} if group is None else {"group": group})
    came = SignUp.objects.filter(came_at__isnull=False, **here)
    counted = Headcount.objects.filter(**here)
    return Coalesce(_sum_of(came, CAME), 0) + Coalesce(_sum_of(counted, F("heads")), 0)


def _sum_of(rows: QuerySet[Any], amount: Any) -> Subquery:
    summed = rows.order_by().values("activity").annotate(n=Sum(amount))
    return Subquery(summed.values("n"))


def firms_present(activities: Any) -> QuerySet[Any]:
    """Enterprises from which somebody came, or that the visits of ``activities`` went to.

    ``activities`` is a subquery of keys. Hosts of the activities are present, too.
    """
    came = SignUp.objects.filter(activity__in=activities, came_at__isnull=False)
    hosts = Activity.objects.filter(pk__in=activities, host__isnull=False)
    return Enterprise.objects.filter(
        Q(pk__in=came.order_by().values("enterprise")) | Q(pk__in=hosts.order_by().values("host"))
    )


def needs_of_event(activity: Activity) -> QuerySet[Any]:
    """Needs that were served at the event or on its stops, or were asked by the code there."""
    visits = activity.stops.exclude(visit=None).values("visit")
    served = Engagement.objects.filter(
        Q(activities=activity) | Q(activities__in=visits)
    ).order_by().values("need")  # fmt: skip
    asked = Feedback.objects.filter(activity=activity).exclude(need=None).order_by().values("need")
    found = Need.objects.filter(Q(pk__in=served) | Q(pk__in=asked))
    return found.order_by("submitted_at", "pk")


# --- what people said -----------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """One of the four answers: how many gave it, and its share in percent."""

    label: str
    n: int
    share: int


def bars_of(activity: Activity) -> list[Bar]:
    """The four answers, the best first; none while nobody has said anything."""
    rows = activity.said.order_by().values_list("useful").annotate(n=Count("pk"))
    given: Counter[int] = Counter(dict(rows))
    every = sum(given.values())
    if not every:
        return []
    return [
        Bar(str(label), given[value], round(100 * given[value] / every))
        for value, label in Usefulness.choices
    ]


# --- who holds it ---------------------------------------------------------------------------


def units_of(activity: Activity) -> list[tuple[str, list[str]]]:
    """Role → names of its units, in the order of ``UnitRole``; roles without one are left out."""
    named: dict[str, list[str]] = {role: [] for role in UnitRole.values}
    named[UnitRole.HOLDS].append(activity.union.name)
    for part in activity.parts.all():
        named[part.role].append(part.name)
    return [(str(UnitRole(role).label), names) for role, names in named.items() if names]


SOLVED = (NeedState.SOLVED, NeedState.CONFIRMED)
"""States of a need that is solved."""
