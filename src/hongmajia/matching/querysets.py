"""Reads of rounds."""

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from hongmajia.unions.enums import OVERSEERS
from hongmajia.unions.querysets import under

from .enums import Change, RoundState

LOW_SCORE = 0.3
"""Below this a person should look twice; the board has a tab for them."""


class RoundQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Cadres and leaders of the round's union and above; before it is sent nobody else."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(*OVERSEERS)))

    def with_details(self) -> "RoundQuerySet":
        later = self.model._default_manager.filter(before=OuterRef("pk"))
        replaced = Exists(later.exclude(state=RoundState.FAILED))
        found = self.select_related("union", "season", "owner", "before")
        return found.annotate(is_replaced=replaced)


class PlanRowQuerySet(QuerySet[Any]):
    def changed(self) -> "PlanRowQuerySet":
        return self.exclude(change=Change.SAME)

    def low(self) -> "PlanRowQuerySet":
        return self.filter(score__lt=LOW_SCORE)

    def with_details(self) -> "PlanRowQuerySet":
        return self.select_related(
            "need__region__parent", "need__season", "helper__artisan", "engagement"
        )

    def figures(self, **more: Any) -> dict[str, Any]:
        """The board's summary in one query."""
        return self.aggregate(
            **more,
            pairs=Count("pk"),
            served=Count("need", distinct=True),
            helpers=Count("helper", distinct=True),
            worst=Min("score"),
            changed=Count("pk", filter=~Q(change=Change.SAME)),
            low=Count("pk", filter=Q(score__lt=LOW_SCORE)),
            same=Count("need", distinct=True, filter=Q(change=Change.SAME)),
            swapped=Count("need", distinct=True, filter=Q(change=Change.SWAPPED)),
            new=Count("need", distinct=True, filter=Q(change=Change.NEW)),
            sent=Count("engagement"),
            refused=Count("pk", filter=~Q(refusal="")),
        )


class RulingQuerySet(QuerySet[Any]):
    def with_details(self) -> "RulingQuerySet":
        return self.select_related("need__region__parent", "helper__artisan", "ruled_by")


def in_scope(user: Any, need: str = "") -> Q:
    """Needs that the unions hold, or sent, in which the user is cadre or leader; ``need`` is the
    way to them."""
    scope = user.scope(*OVERSEERS)
    return under(scope, f"{need}union__path") | under(scope, f"{need}home_union__path")


class CommonProblemQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "CommonProblemQuerySet":
        """Problems that at least two needs of his unions share; ``n`` says how many do, and
        ``elsewhere`` how many others."""
        if not user.pk:
            return self.none()
        own = Count("members", filter=in_scope(user, "members__need__"))
        found = self.annotate(n=own, elsewhere=Count("members") - own)
        return found.filter(n__gte=2).order_by("-n", "-closeness", "pk")
