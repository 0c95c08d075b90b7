"""Queries on helpers and apprenticeships."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from hongmajia.core.masking import surname
from hongmajia.spelling import LAST_DIGITS, name_key
from hongmajia.unions.enums import KEEPERS, STAFF
from hongmajia.unions.querysets import under

from .enums import HelperKind

SHOWN = 20


class HelperQuerySet(QuerySet[Any]):
    """Queries on artisans and teams."""

    def visible_to(self, user: Any) -> "HelperQuerySet":
        """All active helpers; for staff and the helpers themselves also inactive ones."""
        public = Q(is_active=True)
        if not user.pk:
            return self.filter(public)
        staff = under(user.scope(*STAFF))
        return self.filter(public | staff | Q(artisan__user=user) | Q(team__leader__user=user))

    def of(self, user: Any) -> "HelperQuerySet":
        """The helpers the user answers for: themselves as an artisan, and the teams they lead."""
        if not user.pk:
            return self.none()
        artisans = self.model.objects.filter(artisan__user=user).order_by()
        teams = self.model.objects.filter(team__leader__user=user).order_by()
        return self.filter(pk__in=artisans.union(teams).values("pk"))

    def without_answerer(self) -> "HelperQuerySet":
        """Those for whom nobody with an account answers (``Helper.answerer``)."""
        artisan = Q(kind=HelperKind.ARTISAN, artisan__user=None)
        return self.filter(artisan | Q(kind=HelperKind.TEAM, team__leader__user=None))

    def artisans(self) -> "HelperQuerySet":
        """Helpers that are artisans."""
        return self.filter(kind=HelperKind.ARTISAN)

    def teams(self) -> "HelperQuerySet":
        """Helpers that are teams."""
        return self.filter(kind=HelperKind.TEAM)

    def on_rolls_of(self, user: Any) -> "HelperQuerySet":
        """Helpers of the unions for which the user may register helpers."""
        return self.filter(under(user.scope(*KEEPERS)))

    def identified_by(self, words: Collection[str]) -> "HelperQuerySet":
        """Artisans with one of these full names, phone numbers, or last four digits of a number.

        It reveals names and numbers, so the caller must have limited the helpers to those the user
        keeps.
        """
        endings = [word for word in words if word.isdigit() and len(word) == LAST_DIGITS]
        numbers = Q(artisan__phone__in=words) | Q(artisan__phone__last4=endings)
        return self.filter(Q(name_key__in=words) | numbers)

    def namesakes_nearly(self, name: str) -> "HelperQuerySet":
        """A few whose name differs from this one in its middle or at its end."""
        key = name_key(name)
        if len(key) < 3:
            return self.none()
        middle = Q(name_key__startswith=key[0], name_key__endswith=key[-1])
        return self.filter(Q(name_key__startswith=key[:2]) | middle)[:SHOWN]

    def in_region(self, adcode: str) -> "HelperQuerySet":
        """Helpers in a county, or in a city with its counties."""
        return self.filter(Q(region=adcode) | Q(region__parent=adcode))

    def honoured(self, level: int) -> "HelperQuerySet":
        """Helpers with an honour of this level."""
        return self.filter(pk__in=self.model.objects.filter(honours__level=level).values("pk"))

    def count_by_kind(self) -> dict[str, int]:
        """Numbers of artisans and teams; one query."""
        counts = self.order_by().values_list("kind").annotate(Count("pk"))
        return {**dict.fromkeys(HelperKind.values, 0), **dict(counts)}

    def searching(self, words: str, user: Any) -> "HelperQuerySet":
        """Helpers whose trade, specialities or name contain ``words``.

        Of names, only what ``user`` may see is searched (``named``).
        """
        found = (
            Q(trade__icontains=words) | Q(speciality_words__icontains=words) | named(words, user)
        )
        return self.alias(speciality_words=Cast("specialities", TextField())).filter(found)

    def with_details(self) -> "HelperQuerySet":
        """With everything loaded that a row of a list shows, in a fixed number of queries."""
        return self.select_related(
            "union", "region__parent", "artisan__user", "team__leader__user", "team__leader__helper"
        ).prefetch_related("honours")


class ApprenticeshipQuerySet(QuerySet[Any]):
    """Queries on apprenticeships."""

    def visible_to(self, user: Any) -> "ApprenticeshipQuerySet":
        """The user's own as master or apprentice, and those of unions in which they are staff."""
        if not user.pk:
            return self.none()
        own = Q(master__artisan__user=user) | Q(apprentice_user=user)
        return self.filter(own | under(user.scope(*STAFF)))

    def count_by_state(self) -> dict[str, int]:
        """Number of apprenticeships in each state; one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def with_details(self) -> "ApprenticeshipQuerySet":
        """With everything loaded that a row or a page shows."""
        return self.select_related(
            "union",
            "master__artisan__user",
            "master__union",
            "master__region__parent",
            "apprentice_user",
        )


class LicenceQuerySet(QuerySet[Any]):
    """Queries on licences."""

    def valid_on(self, day: date) -> "LicenceQuerySet":
        """Those valid on ``day``; one without an end always is."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def to_renew(self, now: datetime) -> "LicenceQuerySet":
        """Those that end within ``DAYS_BEFORE``, or have ended, of helpers on the roll."""
        return self.filter(remind_at__lte=now, artisan__helper__is_active=True)


class CoverQuerySet(QuerySet[Any]):
    """Queries on insurances."""

    def valid_on(self, day: date) -> "CoverQuerySet":
        """Those that cover ``day``."""
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def to_renew(self, now: datetime) -> "CoverQuerySet":
        """Those of a helper on the roll, or of a union, that end soon or have ended."""
        owned = Q(helper__is_active=True) | Q(helper__isnull=True)
        return self.filter(owned, remind_at__lte=now)


def named(words: str, user: Any) -> Q:
    """The helpers whose name contains ``words``, as far as ``user`` may see their names.

    A surname, with or without 师傅, finds everybody who has it. A full name is searched for teams,
    for artisans who consented, for the user themselves, and for helpers of their unions.
    """
    open_name = Q(kind=HelperKind.TEAM) | Q(artisan__name_consent_at__isnull=False)
    if user.pk:
        open_name |= under(user.scope(*STAFF)) | Q(artisan__user=user)
    asked = words.removesuffix("师傅")
    found = Q(name_key__contains=name_key(words)) & open_name
    return Q(name__startswith=asked) | found if asked and surname(asked) == asked else found
