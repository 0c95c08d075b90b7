"""What waits for somebody else among the needs of the unions in which the user is a cadre.

The desk shows it folded below the user's own tasks, with whom it waits for. Nothing of it is in
the tally.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import stamp
from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.engagements.querysets import EngagementQuerySet
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.enums import Role

from . import engagements, needs, services
from .kinds import MOST_URGENT, Row, firm_for, own_unions

KIND = "others"
LIMIT = 400
"""At most so many engagements, and so many needs, are read; the page shows ``ROWS`` of the
resulting rows.
"""


def rows_of_others(user: Any) -> list[Row]:
    """Invitations, services and returned needs that are with others, the first due at the top."""
    if not user.scope(Role.CADRE):
        return []
    now = timezone.now()
    found = [*_of_engagements(user, now), *_of_needs(user, now)]
    return sorted(found, key=lambda row: (row.due_at is None, row.due_at))


def with_a_party(user: Any, now: datetime) -> EngagementQuerySet:
    """Engagements whose next step is the helper's or the asker's, and not the user's."""
    needs_here = Need.objects.filter(union__in=own_unions(user).values("pk")).order_by()
    # Keys of needs and not a join: SQLite would look up the need of every live engagement.
    here = Engagement.objects.live().filter(need__in=needs_here.values("pk"))
    for mine in (engagements, services):
        here = here.exclude(pk__in=mine.waiting(user, now).order_by().values("pk"))
    bids = Q(state=S.OFFERED)
    lapsed = Q(state=S.PROPOSED, due_at__lt=now)
    return here.exclude(bids | lapsed)


def with_askers_or_bidders(user: Any, now: datetime) -> QuerySet[Need]:
    """Returned needs that the asker has time to complete, and open calls without a bid."""
    returned = Q(needs.asker_is_awaited(now), state=NeedState.RETURNED)
    called = Q(needs.bids_are_awaited(now), state__in=needs.SEEKING)
    return Need.objects.filter(returned | called, union__in=own_unions(user).values("pk"))


def _of_engagements(user: Any, now: datetime) -> Iterator[Row]:
    """A row for each need and act, with all helpers whom it waits for."""
    found = with_a_party(user, now).with_details().order_by(MOST_URGENT, "pk")[:LIMIT]
    together: dict[tuple[int, str], list[Any]] = {}
    for engagement in found:
        together.setdefault((engagement.need_id, _awaited(engagement)), []).append(engagement)
    for (_need, what), several in together.items():
        yield _row(user, what, several[0].need, several[0], _names(user, several))


def _names(user: Any, several: list[Any]) -> str:
    """The helpers, or the asker if it is they who have to confirm."""
    if several[0].state == S.SERVED:
        return str(several[0].need.contact_name)
    return _("、").join(helper_name(user, each) for each in several)


def _awaited(engagement: Any) -> str:
    """What is waited for."""
    if engagement.state == S.ACCEPTED:
        return _("等约时间") if engagement.contacted_at else _("等首次联系")
    words = {S.PROPOSED: _("等师傅答复"), S.SERVED: _("等企业确认")}
    return words.get(engagement.state, _("等师傅服务"))


def _of_needs(user: Any, now: datetime) -> Iterator[Row]:
    loaded = with_askers_or_bidders(user, now).select_related(
        "season", "region__parent", "enterprise", "union", "home_union"
    )
    for need in loaded.order_by(MOST_URGENT, "pk")[:LIMIT]:
        if need.state == NeedState.RETURNED:
            yield _row(user, _("等企业补充"), need, need, need.contact_name)
        else:
            yield _row(user, _("等师傅揭榜"), need, need, "")


def _row(user: Any, what: str, need: Any, held: Any, whom: str) -> Row:
    """A row without a button; ``held`` is what has the time limit."""
    page = reverse("need", args=[need.pk])
    return Row(
        kind=KIND,
        what=what,
        title=need.title,
        url=page,
        button="",
        button_url=page,
        due_at=held.due_at,
        facts=[need.region.place, firm_for(user, need), need.number],
        since=[
            *filter(None, [_("等%(name)s") % {"name": whom} if whom else ""]),
            _("%(when)s起") % {"when": stamp(held.held_since)},
        ],
    )
