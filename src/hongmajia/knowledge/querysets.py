"""Querysets of the knowledge room. ``visible_to`` is the list side of the access gate."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hongmajia.cases.enums import AGAINST, FOR_ALL
from hongmajia.cases.models import Case
from hongmajia.cases.querysets import may_be_read
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper
from hongmajia.services.enums import Outcome
from hongmajia.unions.enums import KEEPERS, STAFF
from hongmajia.unions.querysets import under

from .enums import VERSIONS, AnswerState

UNCONFIRMED = [state for state in EngagementState if state != EngagementState.CONFIRMED]
HELPED = (Outcome.SOLVED, Outcome.PARTLY)
"""Outcomes after which others may do the same."""


def open_ways() -> QuerySet[Engagement]:
    """Confirmed services of which everybody may read how the problem was solved.

    The need is on the public list; the enterprise agreed, in its confirmation or through a case
    that everybody may read, and has not objected to a case. Each of these can be taken back, and
    the way is gone at once (docs/adr/0110).
    """
    solved = Engagement.objects.filter(
        need__is_public=True,
        confirmation__outcome__in=HELPED,
    )
    own = Case.objects.filter(engagement=OuterRef("pk")).order_by()
    told = own.filter(may_be_read(), state__in=FOR_ALL)
    agreed = Q(confirmation__way_consent=True) | Exists(told)
    # Said so that neither condition finds an index: what else is asked is always narrower.
    solved = solved.exclude(state__in=UNCONFIRMED)
    return solved.filter(agreed).exclude(Exists(own.filter(standing__in=AGAINST)))


def answered_by(user: Any, role: str) -> Q:
    """Those whose ``role`` (writer, reviewer) the user answers for, or without account keeps."""
    mine = Helper.objects.of(user).order_by().values("pk")
    kept = Helper.objects.without_answerer().filter(under(user.scope(*KEEPERS)))
    return Q(**{f"{role}__in": mine}) | Q(**{f"{role}__in": kept.order_by().values("pk")})


class KindQuerySet(QuerySet[Any]):
    def open(self) -> "KindQuerySet":
        """Those that have not been taken down."""
        return self.filter(dropped_at=None)

    def visible_to(self, user: Any) -> "KindQuerySet":
        """Everybody sees those not taken down; staff also the others of their union and below."""
        public = Q(dropped_at=None)
        return self.filter(public | under(user.scope(*STAFF)) if user.pk else public)

    def with_details(self) -> "KindQuerySet":
        """With the union, and whether there is an answer that stands."""
        answers: Any = self.model._meta.get_field("answers").related_model
        stands = answers.objects.standing().filter(kind=OuterRef("pk"))
        return self.select_related("union", "problem").annotate(is_answered=Exists(stands))


class AnswerQuerySet(QuerySet[Any]):
    def standing(self) -> "AnswerQuerySet":
        """Published answers that are valid today and whose every basis may still be read."""
        valid = Q(valid_until__gte=timezone.localdate(), kind__dropped_at=None)
        return self.filter(valid, state=AnswerState.PUBLISHED).exclude(pk__in=self._groundless())

    def _groundless(self) -> QuerySet[Any, Any]:
        """Keys of answers that rest on a service of which not everybody may read any more."""
        through = self.model.basis.through.objects
        still_open = Exists(open_ways().filter(pk=OuterRef("engagement")))
        return through.exclude(still_open).values("answer")

    def versions(self) -> "AnswerQuerySet":
        """What was published once, the latest first."""
        return self.filter(state__in=VERSIONS).order_by("-number")

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Work on answers: for who writes and reviews them, staff of the union and above."""
        if not user.pk:
            return self.none()
        staff = under(user.scope(*STAFF), "kind__union__path")
        return self.filter(staff | answered_by(user, "writer") | answered_by(user, "reviewer"))

    def with_details(self) -> "AnswerQuerySet":
        """With the kind, and all that the names of both masters need."""
        return self.select_related(
            "kind__union", "writer__artisan__user", "writer__union", "writer__team__leader__user",
            "reviewer__artisan__user", "reviewer__union", "reviewer__team__leader__user",
        )  # fmt: skip


class TrialQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "TrialQuerySet":
        """Their own, and for staff those counted for their union and below."""
        if not user.pk:
            return self.none()
        return self.filter(Q(user=user) | under(user.scope(*STAFF)))

    def worked(self) -> "TrialQuerySet":
        """Those that worked: what the figure 自助解决 counts."""
        return self.filter(worked=True)

    def shown(self) -> "TrialQuerySet":
        """Those whose words may stand in public."""
        return self.filter(is_shown=True)
