"""Matching plans that wait to be checked and sent."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import stamp
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import Round
from hongmajia.matching.queries import with_counts

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.MATCH,)


def waiting(user: Any, now: datetime) -> QuerySet[Round]:
    """Computed rounds of the unions in which the user is a cadre, unless computed again since."""
    ready = Round.objects.filter(
        union__in=own_unions(user), state=RoundState.READY, after__isnull=True
    )
    return of_open_years(ready, now).annotate(kind=Value(Kind.MATCH.value))


def rows(user: Any) -> list[Row]:
    """The newest plans as rows of the desk."""
    counted = with_counts(waiting(user, timezone.now()).select_related("union"))
    return [row(found) for found in counted[:ROWS]]


def row(found: Any) -> Row:
    """The row of one plan."""
    url = reverse("round", args=[found.pk])
    counts = {"served": found.served, "left": found.left_out}
    done = _("系统%(when)s算完") % {"when": stamp(found.computed_at)}
    return Row(
        kind=Kind.MATCH,
        what=_("看方案"),
        button=_("看方案"),
        url=url,
        button_url=url,
        due_at=found.due_at,
        title=_("第%(n)s轮对接方案算好了") % {"n": found.number},
        facts=[found.union.name, _("%(n)s件需求") % {"n": found.served + found.left_out}],
        since=[done, _("%(served)s件有人，%(left)s件没有") % counts],
    )
