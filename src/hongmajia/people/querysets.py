"""Reads of artisans and teams."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from hongmajia.core.masking import surname
from hongmajia.core.phones import LAST_DIGITS
from hongmajia.unions.enums import KEEPERS, STAFF
from hongmajia.unions.querysets import under

from .enums import HelperKind


class HelperQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "HelperQuerySet":
        """Active helpers are public; staff and the helper himself also see those taken off."""
        public = Q(is_active=True)
        if not user.pk:
            return self.filter(public)
        staff = under(user.scope(*STAFF))
        return self.filter(public | staff | Q(artisan__user=user) | Q(team__leader__user=user))

    def of(self, user: Any) -> "HelperQuerySet":
        """The helpers the user answers for: himself, and the teams he leads."""
        if not user.pk:
            return self.none()
        artisans = self.model.objects.filter(artisan__user=user).order_by()
        teams = self.model.objects.filter(team__leader__user=user).order_by()
        return self.filter(pk__in=artisans.union(teams).values("pk"))

    def artisans(self) -> "HelperQuerySet":
        return self.filter(kind=HelperKind.ARTISAN)

    def teams(self) -> "HelperQuerySet":
        return self.filter(kind=HelperKind.TEAM)

    def on_rolls_of(self, user: Any) -> "HelperQuerySet":
        """Helpers of the unions whose roll the user keeps."""
        return self.filter(under(user.scope(*KEEPERS)))

    def called(self, words: Collection[str]) -> "HelperQuerySet":
        """Artisans with one of these full names, phone numbers or last four digits of one; for
        those who may know."""
        endings = [word for word in words if word.isdigit() and len(word) == LAST_DIGITS]
        numbers = Q(artisan__phone__in=words) | Q(artisan__phone__last4=endings)
        return self.filter(Q(name__in=words) | numbers)

    def in_region(self, adcode: str) -> "HelperQuerySet":
        """A county's helpers; for a city also those of its counties."""
        return self.filter(Q(region=adcode) | Q(region__parent=adcode))

    def honoured(self, level: int) -> "HelperQuerySet":
        """Helpers with an honour of this level."""
        return self.filter(pk__in=self.model.objects.filter(honours__level=level).values("pk"))

    def count_by_kind(self) -> dict[str, int]:
        """How many artisans and how many teams; one query."""
        counts = self.order_by().values_list("kind").annotate(Count("pk"))
        return {**dict.fromkeys(HelperKind.values, 0), **dict(counts)}

    def searching(self, words: str, user: Any) -> "HelperQuerySet":
        """Helpers whose trade, specialities or name hold ``words``.

        A person's name is searched as far as ``user`` may see it: the surname; in full where he
        consented, for himself and for the staff of his union.
        """
        found = (
            Q(trade__icontains=words) | Q(speciality_words__icontains=words) | named(words, user)
        )
        return self.alias(speciality_words=Cast("specialities", TextField())).filter(found)

    def with_details(self) -> "HelperQuerySet":
        """All that a row or a name shows, in a fixed number of queries."""
        return self.select_related(
            "union", "region__parent", "artisan__user", "team__leader__user", "team__leader__helper"
        ).prefetch_related("honours")


class ApprenticeshipQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ApprenticeshipQuerySet":
        """Master and apprentice, and the staff of the union that keeps it, and above."""
        if not user.pk:
            return self.none()
        own = Q(master__artisan__user=user) | Q(apprentice_user=user)
        return self.filter(own | under(user.scope(*STAFF)))

    def count_by_state(self) -> dict[str, int]:
        """State → how many; one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def with_details(self) -> "ApprenticeshipQuerySet":
        return self.select_related(
            "union", "master__artisan__user", "master__region__parent", "apprentice_user"
        )


def named(words: str, user: Any) -> Q:
    """Whose name ``user`` may find by ``words``."""
    open_name = Q(kind=HelperKind.TEAM) | Q(artisan__name_consent_at__isnull=False)
    if user.pk:
        open_name |= under(user.scope(*STAFF)) | Q(artisan__user=user)
    asked = words.removesuffix("师傅")
    if asked and surname(asked) == asked:
        return Q(name__startswith=asked) | (Q(name__icontains=words) & open_name)
    return Q(name__icontains=words) & open_name
