"""Reads of the tree. A queryset's ``visible_to`` is the list side of the access gate."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Q, QuerySet
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from hongmajia.core.phones import PHONE, read_phone

from .enums import STAFF, STAFF_AND_REVIEWERS

if TYPE_CHECKING:
    from .models import Season


def under(paths: Iterable[str], field: str = "union__path") -> Q:
    """Rows whose ``field`` lies at or below one of ``paths``; no path: no row."""
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
    def visible_to(self, user: Any) -> "UnionQuerySet":
        """The unions in which the user has a role, and all below them."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(*STAFF_AND_REVIEWERS), "path"))

    def by_path(self) -> "UnionQuerySet":
        return self.select_related("region").order_by("path")


class UnionManager(MP_NodeManager):
    def get_queryset(self) -> UnionQuerySet:
        return UnionQuerySet(self.model, using=self._db).order_by("path")

    def visible_to(self, user: Any) -> UnionQuerySet:
        return self.get_queryset().visible_to(user)


class EnterpriseQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EnterpriseQuerySet":
        """Enterprises below the unions of cadres, leaders and liaisons; a contact's own."""
        if not user.pk:
            return self.none()
        staff = under(user.scope(*STAFF))
        return self.filter(staff | Q(pk__in=user.enterprises.values("pk")))

    def for_list(self) -> "EnterpriseQuerySet":
        return self.select_related("region__parent", "union")


class SeasonQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "SeasonQuerySet":
        """Seasons are public: everybody may know what is open."""
        return self.all()

    def current(self, day: date | None = None) -> "Season | None":
        """The season whose stages span ``day``, else the latest begun, with its stages."""
        day = day or timezone.localdate()
        begun = self.filter(stages__starts__lte=day).distinct()
        return begun.order_by("-year", "-pk").prefetch_related("stages").first()

    def host_paths(self) -> list[str]:
        """Paths of the unions that run seasons, each once."""
        return list(self.order_by().values_list("union__path", flat=True).distinct())
