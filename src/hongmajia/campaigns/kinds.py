"""The kinds of records that may belong to campaigns, and who adds one: one table for all pages.

Whoever keeps a record (cadre or liaison of one of its unions, or above) adds it to the campaigns
that take records of these unions, and takes it out again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.naming import name_for
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Union
from hongmajia.unions.queries import paths_above

from .enums import CampaignKind
from .models import Campaign
from .querysets import CampaignQuerySet

RELATED = ("union", "region__parent")


def _title(reader: Any, record: Any) -> str:
    return str(record)


@dataclass(frozen=True)
class RecordKind:
    """One kind of record. ``name`` is the field of ``Campaign`` that holds those that belong.

    ``visible`` gives those that a user may see, ``facts`` what is said beside the title.
    """

    name: str
    label: Any
    unit: Any
    page: str
    visible: Callable[[Any], QuerySet[Any]]
    facts: Callable[[Any], tuple[Any, ...]]
    paths: tuple[str, ...] = ("union__path",)
    """Lookups of the paths of the unions that hold a record."""
    titled: Callable[[Any, Any], str] = _title
    """The title of a record for a reader: ``(reader, record)``."""

    def of(self, campaign: Campaign) -> Any:
        """The records of this kind that belong to ``campaign``, as a related manager."""
        return getattr(campaign, self.name)

    def url(self, record: Any) -> str:
        """The page of a record."""
        return reverse(self.page, args=[record.pk])

    def unions_of(self, record: Any) -> list[Union]:
        """The unions that hold a record; of a need also the one from which it came."""
        came_from = getattr(record, "home_union", None)
        return [record.union] if came_from is None else [record.union, came_from]


def kept_by(user: Any, kind: RecordKind, record: Any) -> bool:
    """Whether the user is cadre or liaison of one of the record's unions, or above it."""
    if not user.pk:
        return False
    return any(user.holds(union.path, *KEEPERS) for union in kind.unions_of(record))


def asks_first(campaign: Campaign, kind: RecordKind) -> bool:
    """Whether such a record belongs only after somebody agreed: a lecturer of a group."""
    return campaign.kind == CampaignKind.LECTURES and kind.name == "helpers"


def open_to(kind: RecordKind, record: Any) -> CampaignQuerySet:
    """The campaigns to which the record may be added."""
    paths = {path for union in kind.unions_of(record) for path in paths_above(union.path)}
    return Campaign.objects.open_to(paths)


def _needs(user: Any) -> QuerySet[Any]:
    return Need.objects.visible_to(user).with_details()


def _activities(user: Any) -> QuerySet[Any]:
    return Activity.objects.visible_to(user).select_related(*RELATED)


def _helpers(user: Any) -> QuerySet[Any]:
    return Helper.objects.visible_to(user).select_related("artisan", *RELATED)


def _news(user: Any) -> QuerySet[Any]:
    return NewsItem.objects.visible_to(user).select_related("union")


def _day(moment: Any) -> str:
    return date_format(moment, "DATE_FORMAT")


KINDS = {
    kind.name: kind
    for kind in (
        RecordKind(
            "needs", _("需求"), _("件"), "need", _needs,
            lambda need: (need.region.place, need.get_state_display()),
            ("union__path", "home_union__path"),
        ),
        RecordKind(
            "activities", _("活动"), _("场"), "activity", _activities,
            lambda one: (_day(one.starts_at), one.region.place, one.get_state_display()),
        ),
        RecordKind(
            "helpers", _("师傅和服务队"), _("位"), "helper", _helpers,
            lambda helper: (helper.union.name, helper.trade), titled=name_for,
        ),
        RecordKind(
            "news", _("动态"), _("篇"), "news_item", _news,
            lambda item: (item.union.name, _day(item.dated)),
        ),
    )
}  # fmt: skip
"""By name, in the order of the page of a campaign."""
