"""Queries of the pages: the tree of unions, rights in it, and the list of enterprises."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from hongmajia.core.asked import key_of
from hongmajia.core.facets import Cell, Cube, Group, search_words
from hongmajia.core.known_names import KnownNames
from hongmajia.core.search import tidy
from hongmajia.engine.places.divisions import provinces
from hongmajia.spelling import name_key, read_code

from .enums import Role, Scale, Section, UnionKind
from .models import Enterprise, Membership, Region, Union, User
from .querysets import REMARK, EnterpriseQuerySet, UnionQuerySet, held_today, under
from .rules import may_grant

OFFICES = [kind for kind in UnionKind if kind != UnionKind.ENTERPRISE]
"""All kinds of unions but those of enterprises, of which there may be very many."""


PLACE_NAMES = "unions.place-names"
"""Key of the cached names."""


def place_names() -> tuple[str, ...]:
    """Return the names of provinces, cities and counties that firms' names begin with; cached."""
    return cache.get_or_set(PLACE_NAMES, _load_place_names, 3600) or ()


def _load_place_names() -> tuple[str, ...]:
    places = {region.short_name for region in Region.objects.divisions()}
    return (*(one.short_name for one in provinces()), *sorted(places))


# --- who works where --------------------------------------------------------------------------


def cadres_of(union: Union) -> QuerySet[User]:
    """Return the active cadres of ``union`` itself and their deputies, not those above it."""
    seats = {"memberships__union": union, "memberships__role": Role.CADRE}
    return User.objects.filter(held_today("memberships__"), is_active=True, **seats).distinct()


def colleagues_of(user: Any) -> QuerySet[User]:
    """Others with a number who have a role in the unions of which the user is a cadre, or below.

    Roles in unions of enterprises are left out: there may be very many.
    """
    here = under(user.scope(Role.CADRE), "memberships__union__path")
    offices = Q(memberships__union__kind__in=OFFICES)
    found = User.objects.filter(held_today("memberships__"), here, offices, is_active=True)
    return found.filter(signs_in_by_phone=True).exclude(pk=user.pk).distinct().order_by("name")


# --- the tree -------------------------------------------------------------------------------


@dataclass
class Branch:
    """A union in the tree to show: names of its cadres, number of enterprises in it and below."""

    union: Union
    cadres: list[str] = field(default_factory=list)
    enterprises: int = 0
    branches: list["Branch"] = field(default_factory=list)


def tree_of(user: Any) -> list[Branch]:
    """The topmost unions the user sees, each with those below it.

    Unions of enterprises are not included.
    """
    unions = list(Union.objects.visible_to(user).open().filter(kind__in=OFFICES).by_path())
    branches = {union.path: Branch(union) for union in unions}
    for path, name in cadres_in(unions):
        branches[path].cadres.append(name)
    _count_enterprises(user, branches)
    roots: list[Branch] = []
    for path, branch in branches.items():
        above = branches.get(path[: -Union.steplen])
        (above.branches if above else roots).append(branch)
    return roots


def cadres_in(unions: Iterable[Union]) -> Iterable[tuple[str, str]]:
    """The path of a union and the name of a cadre of it, for each active cadre."""
    seats = Membership.objects.today().filter(role=Role.CADRE, union__in=unions)
    seats = seats.filter(user__is_active=True)
    return seats.order_by("granted_at", "pk").values_list("union__path", "user__name")


def _count_enterprises(user: Any, branches: Mapping[str, Branch]) -> None:
    """Count each enterprise for its union and for all unions above."""
    counted = Enterprise.objects.visible_to(user).order_by().values_list("union__path")
    for path, n in counted.annotate(n=Count("pk")):
        for above in paths_above(path):
            if above in branches:
                branches[above].enterprises += n


def paths_above(path: str) -> list[str]:
    """The paths of all unions above the one at ``path``, topmost first, and ``path`` itself."""
    return [path[:end] for end in range(Union.steplen, len(path) + 1, Union.steplen)]


def province_paths(paths: Iterable[str]) -> dict[str, str]:
    """Path of a union → that of its province: of the topmost union above it below the national one.

    The national union's own is itself. Takes one query.
    """
    paths, step = set(paths), Union.steplen
    roots = Union.objects.filter(path__in={path[:step] for path in paths}, kind=UnionKind.NATIONAL)
    national = set(roots.values_list("path", flat=True))
    return {path: path[: 2 * step] if path[:step] in national else path[:step] for path in paths}


def enterprises_around(union: Union) -> EnterpriseQuerySet:
    """The enterprises of the province in which the union is; of all, for the national one."""
    (path,) = province_paths([union.path]).values()
    found: EnterpriseQuerySet = Enterprise.objects.filter(under([path]))
    return found


def around(user: Any, union: Union) -> tuple[list[Union], list[Union]]:
    """The unions above ``union`` and those directly below it that the user may see.

    Unions of enterprises are not included.
    """
    above = Q(path__in=paths_above(union.path)[:-1])
    below = Q(path__startswith=union.path, depth=union.depth + 1, kind__in=OFFICES)
    found = Union.objects.visible_to(user).filter(above | below).by_path()
    return (
        [one for one in found if one.depth < union.depth],
        [one for one in found if one.depth > union.depth],
    )


def nearest_union_with_cadre(paths: list[str]) -> Union | None:
    """Return the lowest of the unions at ``paths`` that has an active cadre, or ``None``."""
    manned = Union.objects.filter(
        held_today("memberships__"),
        path__in=paths,
        memberships__role=Role.CADRE,
        memberships__user__is_active=True,
    )
    return manned.order_by("-depth").distinct().first()


def office_of(user: Any, path: str) -> str:
    """The name of the lowest union at ``path`` or above in which the user has a role, or ``""``."""
    names = [name for _role, above, name in user.seats if path.startswith(above)]
    return names[-1] if names else ""


def manageable(user: Any, *roles: Role) -> UnionQuerySet:
    """The unions in which the user has one of ``roles`` (by default cadre), and all below."""
    paths = user.scope(*(roles or (Role.CADRE,)))
    return Union.objects.open().filter(under(paths, "path"))


def roles_to_grant(user: Any, union: Union) -> list[Role]:
    """The roles the user may grant in ``union``."""
    return [role for role in Role if may_grant(user, union, role)]


# --- the list of enterprises ----------------------------------------------------------------


class EnterpriseList:
    """The enterprises a user sees, filtered by a query string, with counts for each filter."""

    FACETS = ("region", "section", "scale", "specialised")

    def __init__(self, user: Any, query: QueryDict) -> None:
        self.query = query
        self.visible: EnterpriseQuerySet = Enterprise.objects.visible_to(user)
        self.q = search_words(query)
        self.union = self._union(user, query.get("union", ""))
        self.chosen = {n: frozenset(map(tidy, query.getlist(n))) for n in self.FACETS}

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.q or self.union or any(self.chosen.values()))

    @cached_property
    def rows(self) -> EnterpriseQuerySet:
        """The enterprises that match all filters."""
        conditions = {
            "region": self._regions(), "section": Q(section__in=self.chosen["section"]),
            "scale": Q(scale__in=self.chosen["scale"]),
            "specialised": Q(is_specialised="True" in self.chosen["specialised"]),
        }  # fmt: skip
        rows = self._searched
        for name, condition in conditions.items():
            if self.chosen[name]:
                rows = rows.filter(condition)
        return rows

    @cached_property
    def total(self) -> int:
        """The number of enterprises that match all filters."""
        return self._cube.total(self.chosen)

    @cached_property
    def groups(self) -> list[Group]:
        """The filters with their options and counts."""
        return [
            self._group("region", _("地区"), self._places()),
            self._group("section", _("行业"), {s.value: s.label for s in Section}),
            self._group("scale", _("规模"), {s.value: s.label for s in Scale}),
            self._group("specialised", _("专精特新"), {"True": _("专精特新")}),
        ]

    @cached_property
    def _searched(self) -> EnterpriseQuerySet:
        rows = self.visible
        if self.q:
            code, named = read_code(self.q), Q(name_key__contains=name_key(self.q))
            meant = named | Q(credit_code__startswith=code) if code else named
            former = Enterprise.everything.filter(meant, merged_into__isnull=False).order_by()
            rows = rows.filter(meant | Q(pk__in=former.values("merged_into")))
        return rows.filter(union__path__startswith=self.union.path) if self.union else rows

    @cached_property
    def _cube(self) -> Cube:
        """The counts for all combinations of filters, from one grouped query."""
        fields = ("region", "section", "scale", "is_specialised")
        grouped = self._searched.order_by().values_list(*fields).annotate(n=Count("pk"))
        cells: dict[Cell, int] = {(r, sec, size, str(s)): n for r, sec, size, s, n in grouped}
        return Cube(self.FACETS, cells, {"region": _places_of})

    def _group(self, name: str, label: str, words: Mapping[str, Any]) -> Group:
        """One filter with its options; those without any enterprise are left out."""
        options = self._cube.options(name, words, self.chosen, only_found=words)
        return Group(name, label, options, self._address_without(name))

    def _address_without(self, name: str) -> str:
        query = self.query.copy()
        for key in (name, "after"):
            query.pop(key, None)
        return f"?{query.urlencode()}"

    def _places(self) -> dict[str, str]:
        """Code → name of the regions to offer.

        The cities or, if all enterprises are in one city, the regions that have an enterprise.
        """
        own = {cell[0] for cell in self._cube.cells}
        regions = list(Region.objects.filter(pk__in={p for r in own for p in _places_of(r)}))
        cities = [region for region in regions if region.parent_id is None]
        chosen = cities if len(cities) > 1 else [one for one in regions if one.pk in own]
        return {region.pk: region.short_name for region in chosen}

    def _regions(self) -> Q:
        """The condition on the region; a chosen city includes its counties."""
        chosen = self.chosen["region"]
        return Q(region__in=chosen) | Q(region__parent__in=chosen)

    def _union(self, user: Any, pk: str) -> Union | None:
        key = key_of(pk)
        if key is None:
            return None
        return Union.objects.visible_to(user).filter(pk=key).first()


def _places_of(adcode: str) -> frozenset[str]:
    """The codes of the filter options that include a region: itself and its city."""
    return frozenset((adcode, f"{adcode[:4]}00"))


def unions_by_name(unions: UnionQuerySet, written: Collection[str]) -> KnownNames:
    """The ``unions`` that are ``written``, and all offices, by their names.

    Those of one name are told apart by the union above in brackets, or by the way down to them.
    The union of a city or county is also known by the names and the code of its region: 德清.
    """
    bare = {REMARK.sub("", words.rpartition("/")[2]) for words in written}
    wanted = unions.filter(Q(kind__in=OFFICES) | Q(name_key__in={*written, *bare}))
    by_path = {union.path: union for union in wanted.select_related("region")}
    shared = Counter(name_key(union.name) for union in by_path.values())
    known = KnownNames()
    for union in by_path.values():
        apart = ""
        if shared[name_key(union.name)] > 1:
            above = by_path.get(union.path[: -Union.steplen]) or union.parent
            apart = f"{union.name}（{above or ''}）"
        known.add(union, union.name, apart, *_ways_down(union, by_path), apart=apart)
        if union.region and union.kind in (UnionKind.CITY, UnionKind.COUNTY):
            called = (union.region.name, union.region.short_name, union.region.adcode)
            known.add(union, *called, apart=apart or union.name)
    return known


def _ways_down(union: Union, by_path: Mapping[str, Union]) -> list[str]:
    """``湖州市总工会/德清县总工会``, from each union above as far as they are known."""
    above = [by_path[path].name for path in paths_above(union.path) if path in by_path]
    return ["/".join(above[start:]) for start in range(len(above) - 1)]


MOST_UNKNOWN = 20
"""For so many unknown names of a file similar ones are searched for."""


def enterprises_by_name(own: EnterpriseQuerySet, written: Collection[str]) -> KnownNames:
    """Those of ``own`` that are ``written`` by name or code, and those whose names are near.

    Those of one name are told apart by code and county.
    """
    known = KnownNames()
    rows = own.select_related("union", "region").prefetch_related("contacts").with_former()
    add_enterprises_to(known, rows.named(written))
    unknown = [words for words in written if words and not known.find(words)]
    for words in unknown[:MOST_UNKNOWN]:
        add_enterprises_to(known, rows.near(words))
    return known


def enterprises_called(
    rows: EnterpriseQuerySet, written: str, region: str | None = None
) -> list[Enterprise]:
    """Those of ``rows`` that ``written`` means, by name or code; of several of one name the one in
    ``region`` (a code), if only one is there.
    """
    if not written:
        return []
    known = KnownNames()
    rows = rows.select_related("union", "region").with_former()
    add_enterprises_to(known, rows.named([written]))
    found = known.find(written)
    here = [enterprise for enterprise in found if enterprise.region_id == region]
    return here if len(here) == 1 else found


def ways_to_name(enterprise: Enterprise) -> list[str]:
    """What people write for an enterprise; the last tells it from others of its name."""
    name, code, county = enterprise.name, enterprise.credit_code, enterprise.region.name
    return [name, code, f"{name}（{county}）", f"{code}（{county}）"]


def add_enterprises_to(known: KnownNames, enterprises: Iterable[Enterprise]) -> None:
    """Know the enterprises by name and code, also by what they had before a merge.

    Load ``with_former`` and the region with them.
    """
    for enterprise in enterprises:
        ways = ways_to_name(enterprise)
        apart = ways[-1]
        known.add(enterprise, *ways, apart=apart)
        for former in enterprise.former:  # type: ignore[attr-defined]
            known.add(enterprise, former.name, former.credit_code, apart=apart)
