"""Supervisions: to answer, to judge, and to chase once the answer is late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import stamp
from hongmajia.supervision.enums import SupervisionState
from hongmajia.supervision.models import Supervision
from hongmajia.supervision.querysets import SupervisionQuerySet
from hongmajia.unions.enums import Role

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.SUPERVISION,)


def waiting(user: Any, now: datetime) -> SupervisionQuerySet:
    """Those in which a union of the user's has the next step at ``now``."""
    found = Supervision.objects.waiting_for(own_unions(user).values("pk"), now)
    annotated: SupervisionQuerySet = of_open_years(found, now).annotate(
        kind=Value(Kind.SUPERVISION.value)
    )
    return annotated


def rows(user: Any) -> list[Row]:
    """The most urgent ones as rows of the desk."""
    found = waiting(user, timezone.now()).with_details().order_by(MOST_URGENT, "pk")[:ROWS]
    own = set(user.scope(Role.CADRE))
    return [row(supervision, own) for supervision in found]


@dataclass(frozen=True)
class Awaited:
    """Those whose answer the user's unions await; nothing is to be done about them."""

    def waiting(self, user: Any, now: datetime) -> SupervisionQuerySet:
        """Those whose answer is not due yet."""
        awaited = Supervision.objects.awaited_by(own_unions(user).values("pk"), now)
        return of_open_years(awaited, now)

    def rows(self, user: Any, now: datetime) -> list[Row]:
        """The first due ones as rows without a button."""
        found = self.waiting(user, now).with_details().order_by(MOST_URGENT, "pk")[:ROWS]
        return [_row(each, _("等下级答复督办"), "") for each in found]


def row(supervision: Supervision, own: set[str]) -> Row:
    """The row of one; ``own`` are the paths of the unions in which the user is a cadre."""
    if supervision.state == SupervisionState.ANSWERED:
        return _row(supervision, _("核验督办"), _("去核验"))
    if supervision.to_union.path in own:
        page = reverse("supervision_answer", args=[supervision.pk])
        return _row(supervision, _("答复督办"), _("去答复"), page)
    return _row(supervision, _("督办超期没答复"), _("看情况"))


def _row(supervision: Any, what: str, button: str, to: str = "") -> Row:
    need = supervision.need
    page = reverse("supervision", args=[supervision.pk])
    return Row(
        kind=Kind.SUPERVISION,
        what=what,
        title=need.title,
        url=page,
        button=button,
        button_url=to or page,
        due_at=supervision.due_at,
        is_urgent=need.is_urgent and bool(button),
        facts=[need.region.place, need.number, supervision.to_union.name],
        since=[supervision.union.name, stamp(supervision.held_since)],
    )
