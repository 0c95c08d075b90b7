"""Reads of needs. ``visible_to`` is the list side of the gate; what it leaves out is a 404."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF, Role
from hongmajia.unions.querysets import under

from .enums import NeedState


def asked_by(user: Any) -> Q:
    """Needs the user, or an enterprise whose contact he is, has asked."""
    return Q(asker=user) | Q(enterprise__in=user.enterprises.order_by().values("pk"))


class NeedQuerySet(QuerySet[Any]):
    def public(self) -> "NeedQuerySet":
        """The 企业问题清单 as a stranger reads it."""
        return self.filter(is_public__in=[True])  # SQLite finds a bare boolean in no index

    def asked_by(self, user: Any) -> "NeedQuerySet":
        """The user's own and those of his enterprises."""
        return self.filter(asked_by(user)) if user.pk else self.none()

    def visible_to(self, user: Any) -> "NeedQuerySet":
        """Public ones; a union's staff: those it holds or that came from its subtree; an asker's
        and an enterprise contact's own, and those they were merged into; those a helper was
        shown."""
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

    def in_queue_of(self, user: Any) -> "NeedQuerySet":
        """What the unions in whose name the user is cadre hold, at every tier below too."""
        return self.filter(under(user.scope(Role.CADRE)))

    def with_details(self) -> "NeedQuerySet":
        return self.select_related("season", "region__parent", "enterprise", "union", "home_union")
