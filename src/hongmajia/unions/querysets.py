"""Queries on users, unions, enterprises and seasons.

``visible_to`` returns what a user may see in a list; see ``core/gate.py``.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Case, Manager, Prefetch, Q, QuerySet, When
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from hongmajia.spelling import PHONE, name_key, read_code, read_phone

from .enums import STAFF, STAFF_AND_REVIEWERS, Role, Stage
from .rules import STEP

if TYPE_CHECKING:
    from .models import Season

REMARK = re.compile(r"\s*[（(][^（()）]*[)）]\s*$")
LEGAL_FORM = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司|\(.*?\)")
"""What tells no enterprise from another."""
PART = 3
"""Characters of the parts of a name that are looked for in others."""
MOST_PARTS = 8
SHOWN = 20


def under(paths: Iterable[str], field: str = "union__path") -> Q:
    """A condition for rows whose ``field`` is one of ``paths`` or below one in the tree.

    It matches no row if ``paths`` is empty.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def held_today(before: str = "") -> Q:
    """A condition for roles that hold today: begun, not over, and of no disabled account's deputy.

    ``before`` leads to the role from another table, such as ``memberships__``; a query on such a
    table needs it in the same ``filter`` as its other conditions on the role.
    """
    today = timezone.localdate()
    begun = Q(**{f"{before}starts_on": None}) | Q(**{f"{before}starts_on__lte": today})
    whose = f"{before}deputises"
    return begun & not_over(before) & (Q(**{whose: None}) | Q(**{f"{whose}__is_active": True}))


def not_over(before: str = "") -> Q:
    """A condition for roles that hold today or will; ``before`` as in ``held_today``."""
    last = f"{before}ends_on"
    return Q(**{last: None}) | Q(**{f"{last}__gte": timezone.localdate()})


class RegionQuerySet(QuerySet[Any]):
    """Queries on cities and counties."""

    def cities(self) -> "RegionQuerySet":
        """What the map of cities shows: cities, and groups of counties that are under none."""
        return self.filter(parent=None)

    def undivided(self) -> "RegionQuerySet":
        """What the map of counties shows: counties, and cities without any."""
        return self.filter(Q(parent__isnull=False) | Q(county_x__isnull=False))

    def around(self, path: str) -> "RegionQuerySet":
        """Those of the provinces whose unions are above or below the union at ``path``, or it."""
        above = [path[:end] for end in range(len(STEP), len(path) + 1, len(STEP))]
        at = "province__union__path"
        return self.filter(
            Q(**{f"{at}__in": above}) | Q(**{f"{at}__startswith": path}) | Q(province__union=None)
        )

    def divisions(self) -> "RegionQuerySet":
        """Cities and counties, without the groups."""
        return self.filter(is_group=False)


class MembershipQuerySet(QuerySet[Any]):
    """Queries on roles."""

    def today(self) -> "MembershipQuerySet":
        """Those that hold today."""
        return self.filter(held_today())

    def not_over(self) -> "MembershipQuerySet":
        """Those that hold today or will."""
        return self.filter(not_over())

    def over(self) -> "MembershipQuerySet":
        """Those whose last day has passed."""
        return self.exclude(not_over())

    def own(self) -> "MembershipQuerySet":
        """Without those that are held as a deputy."""
        return self.filter(deputises=None)

    def lasting(self) -> "MembershipQuerySet":
        """Those of active accounts in their own right that hold today and have no last day."""
        return self.today().own().filter(ends_on=None, user__is_active=True)


class UserManager(DjangoUserManager[Any]):
    """Finds users by what they sign in with: a user name, or a phone number in any spelling."""

    use_in_migrations = False

    def with_number(self, *numbers: str) -> QuerySet[Any]:
        """The accounts that sign in with these numbers, in their standard form."""
        return self.filter(phone__in=numbers, signs_in_by_phone=True)

    def by_sign_in_name(self, written: str) -> Any:
        """The account that signs in with ``written``, or ``None``."""
        number = read_phone(written)
        if PHONE.fullmatch(number):
            return self.with_number(number).first()
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

    def open(self) -> "UnionQuerySet":
        """Those not closed: the ones that forms offer."""
        return self.filter(closed_at=None)

    def by_path(self) -> "UnionQuerySet":
        """In the order of the tree, with their regions loaded."""
        return self.select_related("region").order_by("path")


class UnionManager(MP_NodeManager):
    """The manager of unions; its querysets are in the order of the tree."""

    def get_queryset(self) -> UnionQuerySet:
        """All unions in the order of the tree."""
        return UnionQuerySet(self.model, using=self._db).order_by("path")

    def open(self) -> UnionQuerySet:
        """See ``UnionQuerySet.open``."""
        return self.get_queryset().open()

    def visible_to(self, user: Any) -> UnionQuerySet:
        """See ``UnionQuerySet.visible_to``."""
        return self.get_queryset().visible_to(user)


class ProvinceQuerySet(QuerySet[Any]):
    """Queries on provinces."""

    def served(self) -> "ProvinceQuerySet":
        """Those with a union that is not closed, which is loaded."""
        return self.filter(union__closed_at=None, union__isnull=False).select_related("union")

    def visible_to(self, user: Any) -> "ProvinceQuerySet":
        """Those served whose union the user sees in the tree."""
        if not user.pk:
            return self.none()
        return self.served().filter(under(user.scope(*STAFF_AND_REVIEWERS), "union__path"))


class EnterpriseQuerySet(QuerySet[Any]):
    """Queries on enterprises."""

    def visible_to(self, user: Any) -> "EnterpriseQuerySet":
        """Enterprises of unions in which the user is staff, and those they are a contact of."""
        if not user.pk:
            return self.none()
        staff = under(user.scope(*STAFF))
        return self.filter(staff | Q(pk__in=user.enterprises.values("pk")))

    def named(self, written: Collection[str]) -> "EnterpriseQuerySet":
        """Those with one of these names or credit codes, however written; a remark in brackets
        after either, such as the county, is passed over. What one had that was merged into
        another means the other.
        """
        bare = {REMARK.sub("", words) for words in written}
        meant = Q(name_key__in={*written, *bare}) | Q(credit_code__in=set(map(read_code, bare)))
        former = self.model.everything.filter(meant, merged_into__isnull=False)
        return self.filter(meant | Q(pk__in=former.order_by().values("merged_into")))

    def with_code(self, code: str) -> "EnterpriseQuerySet":
        """The one with this credit code, or into which the one with this code was merged."""
        former = self.model.everything.filter(credit_code=code, merged_into__isnull=False)
        return self.filter(Q(credit_code=code) | Q(pk__in=former.values("merged_into")))

    def with_former(self) -> "EnterpriseQuerySet":
        """With those merged into each loaded, as ``former``."""
        former = Prefetch("merged", self.model.everything.order_by("pk"), to_attr="former")
        return self.prefetch_related(former)

    def near(self, written: str) -> "EnterpriseQuerySet":
        """A few whose names share most with what was ``written``, the nearest first.

        It reads the names of all rows, so it is for a name that was not found.
        """
        core = LEGAL_FORM.sub("", name_key(written))
        parts = [core[start : start + PART] for start in range(0, len(core), PART)][:MOST_PARTS]
        shared = [Case(When(name_key__contains=p, then=1), default=0) for p in parts if len(p) > 1]
        if not shared:
            return self.none()
        ranked = self.annotate(shared=sum(shared[1:], shared[0])).filter(shared__gt=0)
        return ranked.order_by("-shared", "pk")[:SHOWN]

    def for_list(self) -> "EnterpriseQuerySet":
        """With region, union and its own key industry loaded."""
        return self.select_related("region__parent", "union", "key_industry")


class EnterpriseManager(Manager.from_queryset(EnterpriseQuerySet)):  # type: ignore[misc]
    """The manager of enterprises; those merged into another are left out."""

    def get_queryset(self) -> EnterpriseQuerySet:
        """All that are not merged into another."""
        found: EnterpriseQuerySet = super().get_queryset().filter(merged_into=None)
        return found


class FirmPairQuerySet(QuerySet[Any]):
    """Queries on pairs of enterprises that may be one."""

    def visible_to(self, user: Any) -> "FirmPairQuerySet":
        """Those of which the user keeps both enterprises as a cadre."""
        if not user.pk:
            return self.none()
        paths = user.scope(Role.CADRE)
        return self.filter(under(paths, "first__union__path"), under(paths, "second__union__path"))

    def open(self) -> "FirmPairQuerySet":
        """Those at which nobody has looked."""
        return self.filter(apart_at=None)

    def for_list(self) -> "FirmPairQuerySet":
        """With both enterprises, their regions and unions loaded."""
        sides = [f"{side}__{name}" for side in SIDES for name in ("region__parent", "union")]
        return self.select_related("union", *sides)


SIDES = ("first", "second")
"""The fields of a pair that name an enterprise."""


class SeasonQuerySet(QuerySet[Any]):
    """Queries on seasons."""

    def visible_to(self, user: Any) -> "SeasonQuerySet":
        """All seasons; they are public."""
        return self.all()

    def current(self, day: date | None = None) -> "Season | None":
        """The latest season that has begun by ``day`` (by default today), with its stages.

        ``None`` before the first season.
        """
        return self.prefetch_related("stages").latest_begun(day)

    def latest_begun(self, day: date | None = None) -> "Season | None":
        """The same as ``current`` without its stages, which saves a query."""
        day = day or timezone.localdate()
        begun = self.filter(stages__starts__lte=day).distinct()
        return begun.order_by("-year", "-pk").first()

    def present_of_each_host(self) -> "list[Season]":
        """The present season of each union that runs any, in the order of the hosts."""
        by_host: dict[int, Season] = {}
        begun = self.filter(stages__starts__lte=timezone.localdate()).distinct()
        for season in begun.order_by("union__path", "-year", "-pk"):
            by_host.setdefault(season.union_id, season)
        return list(by_host.values())

    def opened(self, stage: str) -> "SeasonQuerySet":
        """Those whose ``stage`` has begun."""
        return self.filter(stages__stage=stage, stages__starts__lte=timezone.localdate())

    def collecting(self) -> "SeasonQuerySet":
        """Those that collect needs: they have begun to, and their year is not closed."""
        return self.opened(Stage.COLLECT).filter(closed_at=None)

    def host_paths(self) -> list[str]:
        """Paths of the unions that run seasons, without duplicates."""
        return list(self.order_by().values_list("union__path", flat=True).distinct())
