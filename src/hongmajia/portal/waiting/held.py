"""Things that lie with a union: booklets, drafts, apprenticeships, activities to record."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.cases.models import Booklet
from hongmajia.circulars.enums import CircularState
from hongmajia.circulars.models import Circular
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.notices.overdue import held, reminded
from hongmajia.people.models import Apprenticeship
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions


@dataclass(frozen=True)
class Held:
    """The things of one model that lie with the unions in which the user is a cadre."""

    KINDS: ClassVar[tuple[Kind, ...]] = (Kind.FOLLOW_UP,)

    model: Any
    what: Any
    """What is to be done."""
    from_due: bool = False
    """Whether there is nothing to do before it is due."""

    def waiting(self, user: Any, now: datetime) -> QuerySet[Any]:
        """Those that wait for the user at ``now``."""
        found = held(self.model).filter(union__in=own_unions(user).values("pk"))
        found = of_open_years(found, now)
        if self.from_due:
            found = found.filter(due_at__lt=now)
        return found

    def rows(self, user: Any) -> list[Row]:
        """The most urgent ones as rows of the desk."""
        found = self.waiting(user, timezone.now()).select_related("union")
        return [self.row(item) for item in found.order_by(MOST_URGENT, "pk")[:ROWS]]

    def row(self, item: Any) -> Row:
        """The row of one thing."""
        url = reminded(self.model).address(item)
        return Row(
            kind=Kind.FOLLOW_UP,
            what=self.what,
            title=str(item),
            url=url,
            button=_("去看"),
            button_url=url,
            due_at=item.due_at,
            facts=[item.union.name],
            since=[item.get_state_display(), month_day(item.held_since)],
        )


@dataclass(frozen=True)
class HeldCirculars(Held):
    """Circulars to send, or to sign: whoever wrote one that waits for being signed only waits."""

    def waiting(self, user: Any, now: datetime) -> QuerySet[Any]:
        """Those that wait for the user at ``now``."""
        return super().waiting(user, now).exclude(state=CircularState.PENDING, written_by=user.pk)

    def row(self, item: Any) -> Row:
        """The row of one circular."""
        row = super().row(item)
        if item.state != CircularState.PENDING:
            return row
        return replace(row, what=_("签发通知"), button=_("去签发"))


HELD = (
    Held(Booklet, gettext_lazy("编案例汇编")),
    HeldCirculars(Circular, gettext_lazy("发通知")),
    Held(NewsItem, gettext_lazy("发动态")),
    Held(Apprenticeship, gettext_lazy("跟进结对"), from_due=True),
    Held(Activity, gettext_lazy("记活动"), from_due=True),
)
