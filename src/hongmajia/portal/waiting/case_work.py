"""Cases that a union has to write, to pass on or to decide; one that waits for others is not here.

A nominated case waits for its reviewers until all have answered or its time is over. Selected
cases and those on public notice are done together: ``case_notices``.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.cases.enums import CaseState, Standing
from hongmajia.cases.models import Case, Review
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.engagements.naming import helper_name

from .kinds import MOST_URGENT, ROWS, Kind, Row, firm_for, own_unions

KINDS = (Kind.DECIDE,)


def waiting(user: Any, now: datetime) -> QuerySet[Case]:
    """Drafts and nominated cases of the user's unions whose next step is the union's.

    Those to which the enterprise objects are in ``cases``.
    """
    reviewing = Q(due_at__gte=now, pk__in=Review.objects.waiting().order_by().values("case"))
    here = Case.objects.filter(union__in=own_unions(user).values("pk"))
    mine = Q(state=CaseState.DRAFT) | Q(state=CaseState.NOMINATED) & ~reviewing
    found = here.filter(mine).exclude(standing=Standing.OBJECTED)
    return of_open_years(found, now).annotate(kind=Value(Kind.DECIDE.value))


def rows(user: Any) -> list[Row]:
    """The most urgent cases as rows of the desk."""
    of_here = Q(reviews__union=F("union"))
    found = waiting(user, timezone.now()).select_related(
        "season", "union", "engagement__need__season", "engagement__need__region__parent",
        "engagement__need__enterprise", "engagement__need__union", "engagement__need__home_union",
        "engagement__helper__artisan", "engagement__helper__union",
    ).annotate(
        asked=Count("reviews", filter=of_here),
        given=Count("reviews", filter=of_here & Q(reviews__given_at__isnull=False)),
    )  # fmt: skip
    return [row(user, case) for case in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(user: Any, case: Any) -> Row:
    """The row of one case."""
    need = case.engagement.need
    what, button = task(case)
    url = reverse("case", args=[case.pk])
    helper = helper_name(user, case.engagement)
    return Row(
        kind=Kind.DECIDE,
        what=what,
        title=case.title,
        url=url,
        button=button,
        button_url=url,
        due_at=case.due_at,
        facts=[need.region.place, firm_for(user, need), need.number],
        since=[_("帮忙的是%(helper)s") % {"helper": helper}, since(case)],
    )


def task(case: Any) -> tuple[str, str]:
    """What is to be done with the case, and the label of the button."""
    if case.state == CaseState.DRAFT:
        return _("写案例"), _("去写")
    if case.asked > case.given:
        return _("催评审"), _("去看")
    if case.union_id != case.season.union_id:
        return _("看推荐来的案例"), _("去看")
    if case.asked:
        return _("评审完了，定入选"), _("去定")
    return _("定推荐来的案例"), _("去定")


def since(case: Any) -> str:
    """How far the reviews are, or since when the case lies in its state."""
    if case.asked:
        return _("%(asked)s位评审，%(given)s位评完") % {"asked": case.asked, "given": case.given}
    return _("%(state)s，%(day)s起") % {
        "state": case.get_state_display(), "day": month_day(case.held_since),
    }  # fmt: skip
