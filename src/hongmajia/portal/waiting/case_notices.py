"""Public notices of cases: selected cases to put on one, and notices that are over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.cases.enums import AWAITED, CaseState
from hongmajia.cases.models import Case, PublicNotice
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.unions.models import Season

from .kinds import ROWS, Kind, Row, own_unions


@dataclass(frozen=True)
class ToOpen:
    """Seasons of the user's unions with selected cases; one row, for a notice has them all."""

    KINDS: ClassVar[tuple[Kind, ...]] = (Kind.NOTICE,)

    def waiting(self, user: Any, now: datetime) -> QuerySet[Season]:
        """Seasons that have selected cases of which none waits for its enterprise."""
        chosen = Case.objects.filter(
            season=OuterRef("pk"), union=OuterRef("union"), state=CaseState.SELECTED
        ).order_by()
        hosted = Season.objects.filter(union__in=own_unions(user).values("pk"))
        ready = hosted.filter(Exists(chosen), ~Exists(chosen.filter(standing__in=AWAITED)))
        return of_open_years(ready, now).annotate(kind=Value(Kind.NOTICE.value))

    def rows(self, user: Any) -> list[Row]:
        """The seasons as rows of the desk."""
        selected = Q(cases__state=CaseState.SELECTED, cases__union=F("union"))
        found = self.waiting(user, timezone.now()).select_related("union")
        counted = found.annotate(
            n=Count("cases", filter=selected), due_at=Min("cases__due_at", filter=selected)
        )
        return [self.row(season) for season in counted[:ROWS]]

    def row(self, season: Any) -> Row:
        """The row of one season."""
        url = reverse("case_notice_new")
        title = ngettext("公示%(n)s个入选案例", "公示%(n)s个入选案例", season.n) % {"n": season.n}
        return Row(
            kind=Kind.NOTICE,
            what=_("公示案例"),
            title=title,
            url=url,
            button=_("去公示"),
            button_url=url,
            due_at=season.due_at,
            facts=[season.name],
            since=[season.union.name],
        )


@dataclass(frozen=True)
class ToClose:
    """Notices that are over, with cases still to be published."""

    KINDS: ClassVar[tuple[Kind, ...]] = (Kind.NOTICE,)

    def waiting(self, user: Any, now: datetime) -> QuerySet[PublicNotice]:
        """Those of the user's unions whose last day has passed."""
        on_it = Case.objects.filter(notice=OuterRef("pk"), state=CaseState.ON_NOTICE).order_by()
        over = PublicNotice.objects.filter(closes_on__lt=timezone.localdate(now))
        mine = over.filter(Exists(on_it), union__in=own_unions(user).values("pk"))
        return of_open_years(mine, now).annotate(kind=Value(Kind.NOTICE.value))

    def rows(self, user: Any) -> list[Row]:
        """The notices as rows of the desk, the one that ended first at the top."""
        still_on = Q(cases__state=CaseState.ON_NOTICE)
        found = self.waiting(user, timezone.now()).select_related("season", "union")
        counted = found.annotate(
            n=Count("cases", filter=still_on), due_at=Min("cases__due_at", filter=still_on)
        )
        return [self.row(notice) for notice in counted.order_by("closes_on", "pk")[:ROWS]]

    def row(self, notice: Any) -> Row:
        """The row of one notice."""
        url = reverse("case_notice")
        title = ngettext(
            "公示完了，发布%(n)s个案例", "公示完了，发布%(n)s个案例", notice.n
        ) % {"n": notice.n}  # fmt: skip
        return Row(
            kind=Kind.NOTICE,
            what=_("发布案例"),
            title=title,
            url=url,
            button=_("去发布"),
            button_url=url,
            due_at=notice.due_at,
            facts=[notice.season.name],
            since=[notice.union.name, _("公示到%(day)s") % {"day": month_day(notice.closes_on)}],
        )


NOTICES = (ToOpen(), ToClose())
