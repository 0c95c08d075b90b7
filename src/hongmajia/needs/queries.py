"""Which union and season receive a need, who is notified of it, and pages of needs."""

from dataclasses import replace

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.hotline import hotline_here
from hongmajia.core.paging import Page, page_by_key
from hongmajia.notices.sides import Callee, Side
from hongmajia.unions.copying import Pairs
from hongmajia.unions.enums import Stage, UnionKind
from hongmajia.unions.models import Enterprise, Region, Season, Union, User
from hongmajia.unions.queries import cadres_of as cadres_of
from hongmajia.unions.queries import nearest_union_with_cadre, paths_above
from hongmajia.unions.stages import refuse_before_collecting, seasons_for

from .enums import SEEKING
from .models import Need


def union_of_region(region: Region) -> Union | None:
    """Return the union of the county, else of its city, else of the province."""
    places = [code for code in (region.adcode, region.parent_id) if code]
    kinds = (UnionKind.CITY, UnionKind.COUNTY)
    found = (
        Union.objects.open().filter(region__in=places, kind__in=kinds).order_by("-depth").first()
    )
    return found or Union.objects.filter(province=region.province_id).first()


def receiving_union(enterprise: Enterprise | None, region: Region) -> Union:
    """Return the union that receives a need.

    It is the nearest one with a cadre, upward from the enterprise's union or else the region's.
    Raises ``Refused`` where there is none.
    """
    start = enterprise.union if enterprise else union_of_region(region)
    union = nearest_union_with_cadre(paths_above(start.path)) if start else None
    if union is None:
        words = {"hotline": hotline_here()}
        raise Refused(_("这里还没有工会干部受理，请拨打服务热线%(hotline)s。") % words)
    return union


def next_tier(union: Union) -> Union:
    """Return the nearest union above that has a cadre; raises ``Refused`` if there is none."""
    above = nearest_union_with_cadre(paths_above(union.path)[:-1])
    if above is None:
        raise Refused(_("上面没有可以协调的工会了，请在本级继续办。"))
    return above


def open_season(union: Union) -> Season:
    """Return the present season of ``union`` or one above it, which collects needs.

    Raises ``Refused`` if there is none.
    """
    above = seasons_for(union)
    return refuse_before_collecting(above.current(), above)


def seeks_now(need: Need) -> bool:
    """Whether a helper can be found for the need now: it looks for one, and matching has begun."""
    return need.state in SEEKING and need.season.has_opened(Stage.MATCH)


def followers(need: Need) -> QuerySet[User]:
    """Return the askers and enterprise contacts of the need and of those merged into it."""
    asked = Q(needs=need) | Q(needs__merged_into=need)
    contact = Q(enterprises__needs=need) | Q(enterprises__needs__merged_into=need)
    return User.objects.filter(asked | contact, is_active=True).distinct()


def asker_sides(need: Need) -> list[Side]:
    """Return the asker of the need and those of the needs merged into it, as sides to tell."""
    return [asker_side(asked) for asked in (need, *need.merged.all())]


def asker_side(need: Need) -> Side:
    """The accounts that follow one need; without any its contact is telephoned."""
    asked, contact = Q(needs=need), Q(enterprises__needs=need)
    users = User.objects.filter(asked | contact, is_active=True).distinct()
    label = _("企业") if need.asker_label else _("提出人")
    return Side(label, tuple(users), Callee(need.contact_name, need, need.union))


def union_side(union: Union) -> Side:
    """Return the cadres of a union as a side to tell."""
    return Side(union.name, tuple(cadres_of(union)), union=union)


def page_of_needs(
    needs: QuerySet[Need], field: str, key: str, *, ascending: bool = False, size: int = 20
) -> Page[Need]:
    """Return a page of ``needs`` with all that a row shows, in two queries.

    The first query sorts and returns keys only: sorting tens of thousands of whole rows is slow.
    """
    page = page_by_key(needs.only(field), field, key, size, ascending=ascending)
    return replace(page, rows=needs_in_order([need.pk for need in page.rows]))


def needs_in_order(keys: list[int]) -> list[Need]:
    """Return the needs with these keys, in their order, with all that a row shows."""
    whole = Need.objects.with_details().in_bulk(keys)
    return [whole[key] for key in keys]


def verified_in(season: Season) -> Pairs:
    """How many needs of the season were handed over on which day, and listed on which."""
    listed = Need.objects.filter(season=season, listed_at__isnull=False).order_by()
    days = listed.values_list(TruncDate("submitted_at"), TruncDate("listed_at"))
    return {(begun, done): n for begun, done, n in days.annotate(n=Count("pk"))}
