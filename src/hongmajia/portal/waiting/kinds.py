"""What the modules of this package share: kinds of tasks, rows and union querysets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.needs.enums import Urgency, Visibility
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import STAFF, Role
from hongmajia.unions.models import Union

ROWS = 100
"""The most rows a source puts on the desk; the tally counts all."""


class Kind(TextChoices):
    """Kinds of tasks, by which the desk can be filtered."""

    VERIFY = "verify", pgettext_lazy("kind", "核实")
    MATCH = "match", _("对接")
    ANSWER = "answer", _("答复")
    CONTACT = "contact", pgettext_lazy("kind", "联系")
    COMPLETE = "complete", pgettext_lazy("kind", "补充")
    SCHEDULE = "schedule", pgettext_lazy("kind", "约时间")
    RECORD = "record", pgettext_lazy("kind", "写记录")
    CONFIRM = "confirm", pgettext_lazy("kind", "确认")
    CALL_BACK = "call_back", _("回访")
    REVIEW = "review", pgettext_lazy("act", "评审")
    CASE = "case", _("案例")
    DECIDE = "decide", pgettext_lazy("kind", "办案例")
    NOTICE = "notice", _("公示")
    FOLLOW_UP = "follow_up", pgettext_lazy("kind", "跟进")
    TALK = "talk", _("消息")
    CALL = "call", pgettext_lazy("kind", "打电话")
    SUPERVISION = "supervision", _("督办")
    CIRCULAR = "circular", _("通知")
    CLAIM = "claim", pgettext_lazy("kind", "认领")
    APPLICATION = "application", pgettext_lazy("kind", "入册")
    OBJECTION = "objection", pgettext_lazy("kind", "异议")
    RENEW = "renew", pgettext_lazy("kind", "证书、保险")
    DOUBLE = "double", pgettext_lazy("kind", "企业重复")


@dataclass(frozen=True)
class Row:
    """A row of the desk: one task."""

    kind: str
    what: Any
    """What is to be done, in a few words."""
    title: str
    """The title of the need, case or round, which links to ``url``."""
    url: str
    button: Any
    button_url: str
    due_at: datetime | None
    facts: list[Any] = field(default_factory=list)
    """Place, industry … to show beside the title."""
    since: list[Any] = field(default_factory=list)
    """Lines that say from whom it came and since when it waits."""

    is_urgent: bool = False
    """Whether the asker's production stands still."""

    dismiss_url: str = ""
    """Where a task of which nothing is wanted any more is ended; empty where it must be done."""

    is_shown_above: bool = False
    """Whether the desk of the union above shows it too, once it is late."""

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed."""
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def when(self) -> str:
        """``urgent``, else when it is due: ``late``, ``today``, ``week`` or ``later``."""
        if self.is_urgent:
            return "urgent"
        if self.due_at is None:
            return "later"
        today, due = timezone.localdate(), timezone.localdate(self.due_at)
        if self.is_overdue:
            return "late"
        week_ends = today + timedelta(days=6 - today.weekday())
        return "today" if due == today else "week" if due <= week_ends else "later"


def own_unions(user: Any) -> QuerySet[Union]:
    """The unions in which the user is a cadre themselves, without those below."""
    found: QuerySet[Union] = Union.objects.filter(path__in=user.scope(Role.CADRE)).order_by()
    return found


def unions_below(user: Any) -> QuerySet[Union]:
    """The unions directly below those in which the user is a cadre."""
    below = Q(pk__in=[])
    for path in user.scope(Role.CADRE):
        below |= Q(path__startswith=path, depth=len(path) // Union.steplen + 1)
    found: QuerySet[Union] = Union.objects.filter(below).order_by()
    return found


def spoken_for_by(user: Any) -> QuerySet[Helper]:
    """The helpers whose tasks are the user's.

    They answer for them, or they are staff of a union whose helper has no account: they telephone
    the helper and enter what the helper says.
    """
    unions = Union.objects.filter(path__in=user.scope(Role.CADRE, Role.LIAISON)).order_by()
    silent = Helper.objects.without_answerer().filter(union__in=unions.values("pk")).order_by()
    own = Helper.objects.of(user).order_by()
    return Helper.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=silent.values("pk")))


def was_shown_to(user: Any) -> Exists:
    """Whether the need of an engagement was shown to the user, in a query on engagements."""
    shown = Need.shown_to.through.objects.filter(need=OuterRef("need"), user=user.pk)
    return Exists(shown.order_by())


def firm_for(reader: Any, need: Any, *, was_shown: bool = False) -> str:
    """The firm of ``need`` where the reader may know it, else its industry; takes no query.

    Load enterprise, union and home union of the need before.
    """
    unions = (need.union, need.home_union)
    is_open = was_shown or need.visibility == Visibility.OPEN
    if is_open or any(reader.holds(union.path, *STAFF) for union in unions):
        return str(need.asker_label)
    return str(need.industry_name)


MOST_URGENT = F("due_at").asc(nulls_last=True)
"""Order by deadline; rows without one come last."""


def urgent_first(urgency: str) -> tuple[Any, ...]:
    """The order of rows about needs; ``urgency`` is the path to that field of the need."""
    rank = Case(When(**{urgency: Urgency.URGENT}, then=Value(0)), default=Value(1))
    return rank, MOST_URGENT, "pk"
