"""The cities and counties that may get a union below a given one, and those that have one."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from .enums import UnionKind
from .models import Region, Union

DIVIDED = (UnionKind.PROVINCE, UnionKind.CITY)
"""Kinds of union below which there may be unions of cities or counties."""


@dataclass
class Division:
    """A region, the union it has below the host (or ``None``), and the counties in it."""

    region: Region
    union: Union | None = None
    counties: list["Division"] = field(default_factory=list)


def kind_of(region: Region) -> UnionKind:
    """The kind of a union of this region."""
    return UnionKind.COUNTY if region.parent_id else UnionKind.CITY


def regions_below(host: Union) -> QuerySet[Region]:
    """The regions that may get a union below ``host``, in the order of their codes."""
    regions = Region.objects.divisions().select_related("parent").order_by("adcode")
    if host.kind not in DIVIDED:
        return regions.none()
    if host.kind == UnionKind.PROVINCE:
        return regions.filter(province__union=host)
    city = host.region.parent_id or host.region_id if host.region else None
    return regions.filter(parent=city) if city else regions.exclude(parent=None)


def unions_of_regions(host: Union) -> dict[str, Union]:
    """Code → the open union of a city or county below ``host``."""
    below = Union.objects.open().filter(path__startswith=host.path).exclude(pk=host.pk)
    offices = below.filter(kind__in=(UnionKind.CITY, UnionKind.COUNTY), region__isnull=False)
    return {str(union.region_id): union for union in offices}


def divisions_of(host: Union) -> list[Division]:
    """The regions below ``host`` by city; the counties of a city host are under their city."""
    known = unions_of_regions(host)
    cities: dict[str, Division] = {}
    for region in regions_below(host):
        one = Division(region, known.get(region.pk))
        city = region.parent or region
        group = cities.setdefault(city.pk, one if region == city else Division(city))
        if region != city:
            group.counties.append(one)
    return list(cities.values())
