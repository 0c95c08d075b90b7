"""The seasons that count for a union above several hosts, such as the national one.

It runs no season itself. A year of it is that year of each host below it.
"""

from django.db.models import QuerySet

from hongmajia.unions.models import Season, Union


def beside_of(season: Season, union: Union) -> tuple[Season, ...]:
    """The seasons of the same year of the other hosts below the union; none if it is a host's."""
    if not is_above(union, season):
        return ()
    return tuple(_below(union).filter(year=season.year).exclude(pk=season.pk))


def before(season: Season, union: Union) -> tuple[Season, ...]:
    """The seasons of earlier years that count for the union: of its host, or of all below it."""
    earlier = _below(union) if is_above(union, season) else _with_stages(season.union.seasons.all())
    return tuple(earlier.filter(year__lt=season.year))


def is_above(union: Union, season: Season) -> bool:
    """Whether the union stands above the host of the season."""
    host = season.union
    return host.pk != union.pk and bool(host.path.startswith(union.path))


def _below(union: Union) -> QuerySet[Season]:
    return _with_stages(Season.objects.filter(union__path__startswith=union.path))


def _with_stages(seasons: QuerySet[Season]) -> QuerySet[Season]:
    return seasons.select_related("union").prefetch_related("stages")
