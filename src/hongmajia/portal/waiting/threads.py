"""Message threads with messages that the user has not read."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.core.templatetags.ui import stamp
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.guidance.models import Message

from .kinds import ROWS, Kind, Row, firm_for, was_shown_to

KINDS = (Kind.TALK,)


def waiting(user: Any, now: datetime) -> Any:
    """Engagements with messages that the user has not read."""
    new = Message.objects.unread_by(user).order_by().values("engagement")
    return Engagement.objects.filter(pk__in=new).annotate(kind=Value(Kind.TALK.value))


def rows(user: Any) -> list[Row]:
    """The threads as rows of the desk, latest message first; they have no deadline."""
    new = Message.objects.unread_by(user).filter(engagement=OuterRef("pk")).order_by()
    counted = new.values("engagement")
    found = waiting(user, timezone.now()).with_details().annotate(
        n=Subquery(counted.annotate(n=Count("pk")).values("n")),
        was_shown=was_shown_to(user),
        at=Subquery(counted.annotate(at=Max("sent_at")).values("at")),
    )  # fmt: skip
    return [row(user, engagement) for engagement in found.order_by("-at", "-pk")[:ROWS]]


def row(user: Any, engagement: Any) -> Row:
    """The row of one thread: who wrote, and how many messages."""
    need, helper = engagement.need, engagement.helper
    url = reverse("thread", args=[engagement.pk])
    writer = need.contact_name if helper.answerer == user else helper_name(user, engagement)
    words = {"writer": writer, "n": engagement.n}
    sent = ngettext("%(writer)s发来%(n)s条", "%(writer)s发来%(n)s条", engagement.n) % words
    return Row(
        kind=Kind.TALK,
        what=_("看消息"),
        title=need.title,
        url=url,
        button=_("去看"),
        button_url=url,
        due_at=None,
        facts=[
            need.region.place,
            firm_for(user, need, was_shown=engagement.was_shown),
            need.number,
        ],
        since=[sent, stamp(engagement.at)],
    )
