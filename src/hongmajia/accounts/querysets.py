"""Queries on invitations, claims, applications and recruiting calls."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from hongmajia.core.encryption import field_keys
from hongmajia.unions.enums import KEEPERS, Role
from hongmajia.unions.querysets import under

from .duty_models import Duty
from .enums import OPEN_CLAIMS

DIGEST_LENGTH = 32
"""Characters of the digest of a code: 192 bits."""


def digests_of(code: str) -> list[str]:
    """What may be stored for a code: its digest under each key of the installation."""
    return [key.digest("invitation", code, DIGEST_LENGTH) for key in field_keys()]


class InvitationQuerySet(QuerySet[Any]):
    """Queries on invitations."""

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """Those of the unions in which the user registers people, and of unions below."""
        return self.filter(under(user.scope(*KEEPERS))) if user.pk else self.none()

    def open(self) -> "InvitationQuerySet":
        """Those that can be accepted now."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now())

    def with_code(self, code: str) -> "InvitationQuerySet":
        """The one with this code."""
        return self.filter(digest__in=digests_of(code))

    def last_of_each(self) -> "InvitationQuerySet":
        """The last invitation of each person."""
        newest = self.model.objects.filter(user=OuterRef("user")).order_by("-pk").values("pk")[:1]
        return self.filter(pk=Subquery(newest))

    def with_people(self) -> "InvitationQuerySet":
        """With all that lists and rights ask of each."""
        rows = self.select_related("user", "union", "made_by", "delivery")
        duty = Duty.objects.open().filter(user=OuterRef("user")).values("kind")
        return rows.annotate(duty_kind=Subquery(duty)).prefetch_related("user__memberships__union")

    def twins(self) -> "InvitationQuerySet":
        """The last invitations of people whose name several of these accounts have."""
        active = self.last_of_each().filter(user__is_active=True)
        names = active.values("user__name").annotate(n=Count("user")).filter(n__gt=1)
        return active.filter(user__name__in=names.values("user__name")).order_by("user__name", "pk")

    def to_text(self) -> "InvitationQuerySet":
        """Those that are open and reached nobody yet, of people with a number."""
        return self.open().filter(delivery=None, printed_at=None).exclude(user__phone="")

    def waiting(self) -> "InvitationQuerySet":
        """The last invitation of each person who has never accepted one."""
        return self.last_of_each().filter(Q(accepted_at=None))


class AskedQuerySet(QuerySet[Any]):
    """Queries on claims of enterprises and applications for the roll."""

    def visible_to(self, user: Any) -> "AskedQuerySet":
        """Those that lie with the unions in which the user is a cadre, and with unions below."""
        return self.filter(under(user.scope(Role.CADRE))) if user.pk else self.none()

    def open(self) -> "AskedQuerySet":
        """Those that are not decided."""
        return self.filter(state__in=OPEN_CLAIMS)

    def chosen(self) -> "AskedQuerySet":
        """Applications that the union chose among those of a call."""
        return self.filter(chosen_at__isnull=False)

    def with_details(self) -> "AskedQuerySet":
        """With all that pages show of each."""
        return self.select_related("union", "region__parent", "claimant", "decided_by")


class RecruitingCallQuerySet(QuerySet[Any]):
    """Queries on recruiting calls."""

    def open(self) -> "RecruitingCallQuerySet":
        """Those to which one can apply today."""
        return self.filter(withdrawn_at=None, until__gte=timezone.localdate())

    def visible_to(self, user: Any) -> "RecruitingCallQuerySet":
        """The open ones and those on notice; for those who write calls also their others."""
        today = timezone.localdate()
        open_now = Q(withdrawn_at=None, until__gte=today)
        open_now |= Q(notice_opens_on__lte=today, notice_closes_on__gte=today)
        return self.filter(open_now | under(user.scope(*KEEPERS)) if user.pk else open_now)

    def with_details(self) -> "RecruitingCallQuerySet":
        """With all that pages show of each."""
        return self.select_related("union", "team__helper")
