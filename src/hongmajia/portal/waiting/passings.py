"""News that was sent up to a union and that it has neither taken over nor refused."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.publicity.enums import NewsState, PassingState
from hongmajia.publicity.models import Passing

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.ANSWER,)


def waiting(user: Any, now: datetime) -> QuerySet[Passing]:
    """That to the unions in which the user is a cadre, as long as it is public."""
    public = Passing.objects.filter(state=PassingState.OPEN, item__state=NewsState.PUBLISHED)
    mine: QuerySet[Passing] = public.filter(union__in=own_unions(user).values("pk"))
    return mine


def rows(user: Any) -> list[Row]:
    """The first ones as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("item__union", "union")
    return [row(passing) for passing in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(passing: Passing) -> Row:
    """The row of one."""
    return Row(
        kind=Kind.ANSWER,
        what=_("看报送的动态"),
        title=passing.item.title,
        url=reverse("news_item", args=[passing.item_id]),
        button=_("去答复"),
        button_url=reverse("news_passing", args=[passing.pk]),
        due_at=passing.due_at,
        facts=[passing.union.name],
        since=[passing.item.union.name, month_day(passing.passed_at)],
    )
