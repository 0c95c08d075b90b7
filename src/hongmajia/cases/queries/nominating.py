"""Services that may become cases, faults of a case, and use of quotas."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.papers import missing_glyphs
from hongmajia.services.enums import Outcome
from hongmajia.services.models import RecordPhoto
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season, Union
from hongmajia.unions.querysets import held_today, under

from ..models import Case, Quota
from ..quoting import is_own
from .hearing import objection, told_name


def candidates(user: Any) -> QuerySet[Engagement]:
    """Confirmed services of the user's unions with consent and without a case yet."""
    confirmed = Engagement.objects.filter(
        state=EngagementState.CONFIRMED,
        case__isnull=True,
        confirmation__case_consent=True,
        confirmation__outcome__in=(Outcome.SOLVED, Outcome.PARTLY),
    )
    mine = confirmed.filter(under(user.scope(Role.CADRE), "need__union__path"))
    details = mine.select_related(
        "need__region__parent",
        "need__enterprise",
        "need__season",
        "helper__artisan",
        "confirmation",
    )
    return details.order_by("-confirmation__confirmed_at", "-pk")


def photographs(case: Case) -> QuerySet[RecordPhoto]:
    """All photographs of the activities held for the case's engagement."""
    found = RecordPhoto.objects.filter(record__activity__engagements=case.engagement)
    return found.distinct().order_by("pk")


def faults(case: Case) -> list[str]:
    """Sentences on why the case cannot be nominated or selected; empty if it is ready."""
    return [*gaps(case), *filter(None, [objection(case)])]


def gaps(case: Case) -> list[str]:
    """Sentences on what the text lacks, whatever the enterprise says about it."""
    parts = {_("针对问题"): case.problem, _("主要做法"): case.practice, _("经验启示"): case.lesson}
    found = [
        _("“%(part)s”还没写") % {"part": name} for name, text in parts.items() if not text.strip()
    ]
    word = getattr(case.engagement, "confirmation", None)
    if case.engagement.state != EngagementState.CONFIRMED or word is None:
        found.append(_("企业的确认已撤回，请先问清楚"))
    elif not word.case_consent:
        found.append(_("企业不同意写成案例了"))
    for name, text in {_("标题"): case.title, _("问题一句话"): case.gist, **parts}.items():
        if signs := missing_glyphs(text):
            words = _("“%(part)s”里这些字印不出来：%(signs)s")
            found.append(words % {"part": name, "signs": signs})
    if words := told_name(case):
        found.append(words)
    if case.quote and not is_own(case, case.quote):
        found.append(_("“企业的话”不是企业自己写的"))
    return found


@dataclass(frozen=True)
class QuotaLine:
    """The quota of a union and the nominations made; ``amount`` is ``None`` without a limit."""

    union: Union
    amount: int | None
    used: int

    @property
    def left(self) -> int | None:
        """How many more cases it may nominate; ``None`` without a limit."""
        return None if self.amount is None else max(self.amount - self.used, 0)


def quota_of(season: Season, union: Union) -> QuotaLine:
    """The union's quota. Exact only while its row is locked, as ``nominate_case`` does."""
    amount = Quota.objects.filter(season=season, union=OuterRef("pk")).values("amount")[:1]
    found = _with_used(Union.objects.filter(pk=union.pk), season).annotate(amount=Subquery(amount))
    counted = found.get()
    return QuotaLine(union, counted.amount, counted.used)


def _with_used(unions: QuerySet[Union], season: Season) -> QuerySet[Any]:
    here = Q(nominations__case__season=season)
    return unions.annotate(used=Count("nominations", filter=here, distinct=True))


def latest_season() -> Season | None:
    """The season that began last, or ``None``."""
    begun = Season.objects.filter(stages__starts__lte=timezone.localdate()).distinct()
    return begun.select_related("union").order_by("-year", "-pk").first()


def quota_lines(season: Season, union: Union) -> list[QuotaLine]:
    """Quotas of the unions directly below ``union`` that have a cadre, in the order of the tree."""
    tier = Union.objects.filter(path__startswith=union.path, depth=union.depth + 1)
    season_only = Q(nominations__case__season=season)
    below = tier.filter(held_today("memberships__"), memberships__role=Role.CADRE).order_by("path")
    counted = below.annotate(
        used=Count("nominations", filter=season_only, distinct=True)
    ).distinct()
    amounts = dict(Quota.objects.filter(season=season).values_list("union", "amount"))
    return [QuotaLine(union, amounts.get(union.pk), union.used) for union in counted]
