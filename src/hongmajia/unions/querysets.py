"""Queries on users, unions, enterprises and seasons.

``visible_to`` returns what a user may see in a list; see ``core/gate.py``.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Q, QuerySet
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from hongmajia.spelling import PHONE, read_phone

from .enums import STAFF, STAFF_AND_REVIEWERS

if TYPE_CHECKING:
    from .models import Season


def under(paths: Iterable[str], field: str = "union__path") -> Q:
    """A condition for rows whose ``field`` is one of ``paths`` or below one in the tree.

    It matches no row if ``paths`` is empty.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


class UserManager(DjangoUserManager[Any]):
    """Finds users by what they sign in with: a user name, or a phone number in any spelling."""

    use_in_migrations = False

    def by_sign_in_name(self, written: str) -> Any:
        """The account that signs in with ``written``, or ``None``."""
        number = read_phone(written)
        if PHONE.fullmatch(number):
            return self.filter(phone=number, signs_in_by_phone=True).first()
        return self.filter(username=written, signs_in_by_phone=False).first()

    def get_by_natural_key(self, username: str | None) -> Any:
        """The same for Django's authentication; raises ``User.DoesNotExist``."""
        found = self.by_sign_in_name(username or "")
        if found is None:
            raise self.model.DoesNotExist
        return found


class UnionQuerySet(MP_NodeQuerySet):
    """Queries on unions."""

    def visible_to(self, user: Any) -> "UnionQuerySet":
        """The unions in which the user has a role, and all below them."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(*STAFF_AND_REVIEWERS), "path"))

    def by_path(self) -> "UnionQuerySet":
        """In the order of the tree, with their regions loaded."""
        return self.select_related("region").order_by("path")


class UnionManager(MP_NodeManager):
    """The manager of unions; its querysets are in the order of the tree."""

    def get_queryset(self) -> UnionQuerySet:
        """All unions in the order of the tree."""
        return UnionQuerySet(self.model, using=self._db).order_by("path")

    def visible_to(self, user: Any) -> UnionQuerySet:
        """See ``UnionQuerySet.visible_to``."""
        return self.get_queryset().visible_to(user)


class EnterpriseQuerySet(QuerySet[Any]):
    """Queries on enterprises."""

    def visible_to(self, user: Any) -> "EnterpriseQuerySet":
        """Enterprises of unions in which the user is staff, and those they are a contact of."""
        if not user.pk:
            return self.none()
        staff = under(user.scope(*STAFF))
        return self.filter(staff | Q(pk__in=user.enterprises.values("pk")))

    def for_list(self) -> "EnterpriseQuerySet":
        """With region and union loaded."""
        return self.select_related("region__parent", "union")


class SeasonQuerySet(QuerySet[Any]):
    """Queries on seasons."""

    def visible_to(self, user: Any) -> "SeasonQuerySet":
        """All seasons; they are public."""
        return self.all()

    def current(self, day: date | None = None) -> "Season | None":
        """The latest season that has begun by ``day`` (by default today), with its stages.

        ``None`` before the first season.
        """
        day = day or timezone.localdate()
        begun = self.filter(stages__starts__lte=day).distinct()
        return begun.order_by("-year", "-pk").prefetch_related("stages").first()

    def host_paths(self) -> list[str]:
        """Paths of the unions that run seasons, without duplicates."""
        return list(self.order_by().values_list("union__path", flat=True).distinct())
