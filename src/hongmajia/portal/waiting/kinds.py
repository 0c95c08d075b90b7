"""What the rows of the desk have in common."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union

ROWS = 100
"""Rows a desk shows of one kind; the most urgent come first, the tally counts all."""


class Kind(TextChoices):
    """The kinds of work a desk can be filtered by."""

    VERIFY = "verify", _("核实")
    MATCH = "match", _("对接")
    ANSWER = "answer", _("答复")
    CONTACT = "contact", _("联系")
    COMPLETE = "complete", _("补充")
    SCHEDULE = "schedule", _("约时间")
    RECORD = "record", _("写记录")
    CONFIRM = "confirm", _("确认")
    CALL_BACK = "call_back", _("回访")
    REVIEW = "review", pgettext_lazy("act", "评审")
    TALK = "talk", _("消息")


@dataclass(frozen=True)
class Row:
    """One thing that waits: what, which, from whom and since when, until when, and its button."""

    kind: str
    what: Any
    title: str
    url: str
    button: Any
    button_url: str
    due_at: datetime | None
    eye: list[Any] = field(default_factory=list)
    since: list[Any] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def when(self) -> str:
        """``late``, ``today``, ``week`` (to its Sunday) or ``later``."""
        if self.due_at is None:
            return "later"
        today, due = timezone.localdate(), timezone.localdate(self.due_at)
        if self.is_overdue:
            return "late"
        week_ends = today + timedelta(days=6 - today.weekday())
        return "today" if due == today else "week" if due <= week_ends else "later"


def own_unions(user: Any) -> QuerySet[Union]:
    """The very unions in which the user is cadre, not those below."""
    found: QuerySet[Union] = Union.objects.filter(path__in=user.scope(Role.CADRE)).order_by()
    return found


def unions_below(user: Any) -> QuerySet[Union]:
    """The unions one tier below those in which the user is cadre."""
    below = Q(pk__in=[])
    for path in user.scope(Role.CADRE):
        below |= Q(path__startswith=path, depth=len(path) // Union.steplen + 1)
    found: QuerySet[Union] = Union.objects.filter(below).order_by()
    return found


MOST_URGENT = F("due_at").asc(nulls_last=True)
