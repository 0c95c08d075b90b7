"""The public 企业问题清单 with search, filters and counts.

The facets are state, city, category and mode; ``core.facets`` counts them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.dispatch import receiver
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from hongmajia.core.facets import Cell, Cube, Group, search_words
from hongmajia.core.themes import PARAMETER, in_theme, theme_choice
from hongmajia.offers.enums import OfferMode
from hongmajia.unions.models import Province, Region
from hongmajia.unions.signals import regions_changed
from hongmajia.unions.visiting import of_province, shown_for, visit_now
from hongmajia.unions.years import ALL, Years

from .enums import ON_LIST, Category, NeedState
from .models import Need, need_search

CUBE_SECONDS = 20
"""How long the counts of the whole list are cached, in seconds."""

RARE = (NeedState.REOPENED,)
"""States offered as an option only if some need is in them."""
ON_SITE, ONLINE_TOO = "on_site", "online"
MODES = {
    ON_SITE: (OfferMode.ON_SITE,),
    ONLINE_TOO: (OfferMode.ONLINE, OfferMode.BOTH),
}
MODE_LABELS = {ON_SITE: gettext_lazy("现场"), ONLINE_TOO: gettext_lazy("在线也行")}
NEWEST, LONGEST = "newest", "longest"
SORTS = {NEWEST: gettext_lazy("最新列入"), LONGEST: gettext_lazy("等得最久")}


@dataclass(frozen=True)
class Choice:
    """What the reader searched for and selected, as it stands in the address of the list."""

    years: Years
    province: Province | None = None
    q: str = ""
    region: str = ""
    state: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    sort: str = NEWEST
    theme: int | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Choice":
        """Return the choice in a query string; unknown values are dropped."""
        chosen = {
            name: tuple(v for v in dict.fromkeys(asked) if v in FACETS[name].options())
            for name in FACETS
            if (asked := query.getlist(name))
        }
        sort = query.get("sort", NEWEST)
        region = query.get("region", "")
        region = region if region in regions() else ""
        return cls(
            years=Years.of(query),
            province=None if region else shown_for(query),
            q=search_words(query),
            region=region,
            sort=sort if sort in SORTS else NEWEST,
            theme=theme_choice("needs", query).chosen if query.get(PARAMETER) else None,
            **chosen,
        )

    def narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return bool(self.q or self.region or self.theme or any(self.chosen().values()))

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return facet → selected options."""
        return {name: getattr(self, name) for name in FACETS}

    def without(self, *names: str) -> "Choice":
        """Return the choice with these parts cleared."""
        empty = {"q": "", "region": "", "theme": None}
        nothing: dict[str, Any] = {name: empty.get(name, ()) for name in names}
        return replace(self, **nothing)

    def of_all_years(self) -> "Choice":
        """Return the same choice for all years."""
        return replace(self, years=self.years.chosen(ALL))

    def address(self) -> str:
        """Return the query string, as ``?q=变形&state=listed``; ``?`` when nothing is chosen."""
        query = QueryDict(mutable=True)
        if self.q:
            query["q"] = self.q
        if self.region:
            query["region"] = self.region
        for name, options in self.chosen().items():
            query.setlist(name, list(options))
        if self.theme:
            query[PARAMETER] = str(self.theme)
        if self.years.value:
            query["year"] = self.years.value
        if self.sort != NEWEST:
            query["sort"] = self.sort
        return f"?{query.urlencode()}"

    def rows(self) -> QuerySet[Need]:
        """Return the public needs that match the choice."""
        needs = searched(self)
        for name, facet in FACETS.items():
            if values := getattr(self, name):
                needs = needs.filter(facet.condition(values))
        return needs


@dataclass(frozen=True)
class Facet:
    """A group of check boxes: its label, and the condition of selected options.

    ``options`` makes option → label in the language of the reader; a page asks for it once.
    """

    label: Any
    options: Callable[[], Mapping[str, str]]
    condition: Callable[[Iterable[str]], Q]


def states() -> dict[str, str]:
    """Return the states that the list shows, with their labels."""
    return {s.value: str(s.label) for s in ON_LIST}


def categories() -> dict[str, str]:
    """Return the categories with their short labels."""
    return {str(c.value): c.short for c in Category}


def modes() -> dict[str, str]:
    """Return how help is given, with labels."""
    return {name: str(label) for name, label in MODE_LABELS.items()}


CITIES, REGIONS = "needs.cities", "needs.region-names"
"""Keys of what is cached of the regions."""


@receiver(regions_changed)
def forget_regions(**_more: Any) -> None:
    """Read cities and regions anew."""
    cache.delete_many([CITIES, REGIONS])


def cities() -> dict[str, str]:
    """Return the cities of the province shown by the four digits their counties share, in order.

    Those of all provinces are cached.
    """
    every = cache.get_or_set(CITIES, _load_cities, 3600) or {}
    shown = visit_now().shown
    return {code: name for code, name in every.items() if not shown or code[:2] == shown.pk[:2]}


def _load_cities() -> dict[str, str]:
    return {city.adcode[:4]: city.short_name for city in Region.objects.filter(parent=None)}


def regions_of(city_codes: Iterable[str]) -> list[str]:
    """Return the codes of these cities and their counties, which the index on regions can use."""
    return [code for code in regions() if code.startswith(tuple(city_codes))]


def regions() -> dict[str, str]:
    """Return code → short name of every city and county; cached."""
    return cache.get_or_set(REGIONS, _load_regions, 3600) or {}


def _load_regions() -> dict[str, str]:
    return {region.adcode: region.short_name for region in Region.objects.all()}


FACETS = {
    "state": Facet(gettext_lazy("办到哪一步"), states, lambda values: Q(state__in=values)),
    "city": Facet(gettext_lazy("地区"), cities, lambda values: Q(region__in=regions_of(values))),
    "category": Facet(gettext_lazy("问题类别"), categories, lambda values: Q(category__in=values)),
    "mode": Facet(
        gettext_lazy("方式"),
        modes,
        lambda values: Q(mode__in=[mode for name in values for mode in MODES[name]]),
    ),
}
"""The facets by the names they have in the address."""


def searched(choice: Choice) -> QuerySet[Need]:
    """Return the public needs of a choice before its facets: year, words, region and theme."""
    here = of_province(choice.province, "home_union")
    needs = Need.objects.public().filter(choice.years.of_season(), here, in_theme(choice.theme))
    if choice.region:
        needs = needs.filter(region=choice.region)
    return needs.filter(pk__in=need_search.matching(choice.q)) if choice.q else needs


class Counts:
    """How many needs match the search of a choice, by facet."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    @cached_property
    def cube(self) -> Cube:
        """The counts by all four facets; those of the whole list are cached."""
        years, province = self.choice.years, self.choice.province
        if self.choice.q or self.choice.region or self.choice.theme:
            return Cube(list(FACETS), cells_of(self.choice))
        key = f"needs.cube-{years.year}-{province.pk if province else ''}"
        cells = cache.get_or_set(key, lambda: cells_of(self.choice), CUBE_SECONDS)
        return Cube(list(FACETS), cells or Counter())

    def count(self, choice: Choice) -> int:
        """Return how many needs match ``choice``, whose search must be that of ``self.choice``."""
        return self.cube.total(choice.chosen())

    @cached_property
    def total(self) -> int:
        """How many needs match the present choice."""
        return self.count(self.choice)

    @cached_property
    def groups(self) -> list[Group]:
        """The check boxes with their counts."""
        return [
            Group(
                name,
                str(facet.label),
                self.cube.options(name, facet.options(), self.choice.chosen(), only_found=RARE),
                self.choice.without(name).address(),
            )
            for name, facet in FACETS.items()
        ]


def cells_of(choice: Choice) -> Counter[Cell]:
    """Return (state, city, category, mode) → count, from one query that reads only an index."""
    fields = ("state", "region", "category", "mode")
    found = searched(choice).order_by()
    counted = found.values_list(*fields).annotate(n=Count("pk"))
    cells = Counter[Cell]()
    for state, region, category, mode, n in counted:
        how = ON_SITE if mode == OfferMode.ON_SITE else ONLINE_TOO
        cells[state, region[:4], str(category), how] += n
    return cells
