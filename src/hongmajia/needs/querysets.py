"""Filters of needs. ``visible_to`` is the list side of the gate; what it leaves out is a 404."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import KEEPERS, STAFF
from hongmajia.unions.querysets import under

from .enums import UNVERIFIED, NeedState, Visibility


def asked_by(user: Any) -> Q:
    """Return the condition of needs asked by the user, or by an enterprise they speak for."""
    return Q(asker=user) | Q(enterprise__in=user.enterprises.order_by().values("pk"))


def known_to(user: Any) -> Q:
    """Return the condition of needs the user asked, or whose union or home union they serve."""
    scope = user.scope(*STAFF)
    return under(scope) | under(scope, "home_union__path") | asked_by(user)


def named_to(user: Any) -> Q:
    """Return the condition of needs whose asker the user may know: the right ``needs.names``."""
    open_to_all = Q(visibility=Visibility.OPEN)
    if not user.pk:
        return open_to_all
    return open_to_all | known_to(user) | Q(pk__in=user.needs_shown.order_by().values("pk"))


class NeedQuerySet(QuerySet[Any]):
    """Filters by who may see and who holds."""

    def public(self) -> "NeedQuerySet":
        """Those on the public 企业问题清单."""
        return self.filter(is_public__in=[True])  # SQLite finds a bare boolean in no index

    def verified(self) -> "NeedQuerySet":
        """Those that a union has verified and listed (``Need.is_verified``)."""
        return self.filter(listed_at__isnull=False).exclude(state__in=UNVERIFIED)

    def asked_by(self, user: Any) -> "NeedQuerySet":
        """The user's own and those of the enterprises whose contact they are."""
        return self.filter(asked_by(user)) if user.pk else self.none()

    def visible_to(self, user: Any) -> "NeedQuerySet":
        """Those the user may see (docs/access.md).

        Everybody sees public needs. Staff see needs whose holding or home union is theirs or below,
        except drafts. Askers and enterprise contacts see their own, and what these were merged
        into. Helpers see what a union showed them.
        """
        public = Q(is_public=True)
        if not user.pk:
            return self.filter(public)
        scope = user.scope(*STAFF)
        staff = under(scope) | under(scope, "home_union__path")
        own = asked_by(user)
        followed = Q(pk__in=self.model.objects.filter(own).values("merged_into"))
        shown = Q(pk__in=user.needs_shown.values("pk"))
        staff &= ~Q(state=NeedState.DRAFT)
        return self.filter(public | staff | own | followed | shown)

    def kept_by(self, user: Any) -> "NeedQuerySet":
        """Those that the user's unions hold or sent, for cadres and liaisons; without drafts."""
        scope = user.scope(*KEEPERS)
        kept = under(scope) | under(scope, "home_union__path")
        return self.filter(kept).exclude(state=NeedState.DRAFT)

    def with_details(self) -> "NeedQuerySet":
        """Join what lists and pages show."""
        return self.select_related("season", "region__parent", "enterprise", "union", "home_union")
