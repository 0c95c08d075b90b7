"""Filters of rounds, plan rows, rulings and common problems."""

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from hongmajia.unions.enums import OVERSEERS
from hongmajia.unions.querysets import under

from .enums import Change, RoundState
from .fit import LOW_SCORE


class RoundQuerySet(QuerySet[Any]):
    """Filters of rounds."""

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Those of the unions in which the user is cadre or leader, or below."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(*OVERSEERS)))

    def with_details(self) -> "RoundQuerySet":
        """Join what pages show, and annotate ``is_replaced``."""
        later = self.model._default_manager.filter(before=OuterRef("pk"))
        replaced = Exists(later.exclude(state=RoundState.FAILED))
        found = self.select_related("union", "season", "owner", "before")
        return found.annotate(is_replaced=replaced)


class PlanRowQuerySet(QuerySet[Any]):
    """Filters and sums of a plan's rows."""

    def changed(self) -> "PlanRowQuerySet":
        """Rows that differ from the round before."""
        return self.exclude(change=Change.SAME)

    def low(self) -> "PlanRowQuerySet":
        """Rows with a low score."""
        return self.filter(score__lt=LOW_SCORE)

    def with_details(self) -> "PlanRowQuerySet":
        """Join what the board shows."""
        return self.select_related(
            "need__region__parent",
            "need__season",
            "need__union",
            "helper__artisan",
            "helper__union",
            "engagement",
        )

    def figures(self, **more: Any) -> dict[str, Any]:
        """Return the sums of the board, in one query; ``more`` are further aggregates."""
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
    """Filters of rulings."""

    def with_details(self) -> "RulingQuerySet":
        """Join what the board shows."""
        return self.select_related(
            "need__region__parent", "helper__artisan", "helper__union", "ruled_by"
        )


def in_scope(user: Any, need: str = "") -> Q:
    """Return the condition of needs whose union is one where the user is cadre or leader.

    That is the holding or the home union, unions below included. ``need`` is the lookup prefix that
    leads to the need, as ``"need__"``.
    """
    scope = user.scope(*OVERSEERS)
    return under(scope, f"{need}union__path") | under(scope, f"{need}home_union__path")


class CommonProblemQuerySet(QuerySet[Any]):
    """Filters of common problems."""

    def visible_to(self, user: Any) -> "CommonProblemQuerySet":
        """Those that at least two needs of the user's unions share.

        ``n`` is annotated with the number of those needs, ``elsewhere`` with that of the others.
        """
        if not user.pk:
            return self.none()
        own = Count("members", filter=in_scope(user, "members__need__"))
        found = self.annotate(n=own, elsewhere=Count("members") - own)
        return found.filter(n__gte=2).order_by("-n", "-closeness", "pk")
