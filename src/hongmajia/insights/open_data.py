"""The present season as open data: tables without any person, and what is in them.

The description is a Data Package (https://specs.frictionlessdata.io/data-package/). Tables
hold what the public lists hold, without free texts in which somebody might be described.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.addresses import absolute
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season
from hongmajia.unions.served import are_several, province_at
from hongmajia.unions.visiting import of_province

from .public import public_figures
from .scope import Scope


@dataclass(frozen=True)
class Field:
    """A column: its name in the files, its type in a Data Package, and what it means."""

    name: str
    type: str
    words: Any


@dataclass(frozen=True)
class Table:
    """One table; ``rows`` yields its values for a season, lazily."""

    name: str
    title: Any
    fields: tuple[Field, ...]
    rows: Callable[[Season], Iterator[tuple[Any, ...]]]


REGION = (
    Field("region", "string", gettext_lazy("地区代码（GB/T 2260）")),
    Field("place", "string", gettext_lazy("地区")),
)


def _needs(season: Season) -> Iterator[tuple[Any, ...]]:
    rows = Need.objects.public().filter(season=season).order_by("pk")
    for need in rows.select_related("season", "region__parent").iterator(chunk_size=500):
        yield (
            need.number, need.region_id, need.region.place, need.category, need.industry,
            need.mode, need.urgency, need.state, _day(need.submitted_at), _day(need.listed_at),
        )  # fmt: skip


def _offers(season: Season) -> Iterator[tuple[Any, ...]]:
    here = of_province(province_at(season.union.path) if are_several() else None, "helper__union")
    rows = Offer.objects.listed().filter(here).order_by("pk")
    rows = rows.select_related("helper__region__parent")
    for offer in rows.iterator(chunk_size=500):
        region = offer.helper.region
        place = (region.pk, region.place) if region else ("", "")
        yield offer.pk, *place, offer.kind, offer.mode, offer.helper.trade, _day(offer.listed_at)


def _activities(season: Season) -> Iterator[tuple[Any, ...]]:
    rows = Activity.objects.held().filter(season=season, record__isnull=False).order_by("pk")
    for row in rows.select_related("region__parent", "record").iterator(chunk_size=500):
        yield (
            row.pk, row.region_id, row.region.place, row.kind, row.form, row.mode,
            _day(row.starts_at), float(row.record.hours),
        )  # fmt: skip


def _figures(season: Season) -> Iterator[tuple[Any, ...]]:
    scope = Scope(season, season.union)
    for name, figure in public_figures(scope).figures.items():
        yield name, str(figure.measure.label), figure.value, figure.target


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


TABLES = (
    Table(
        "needs", gettext_lazy("企业问题清单"),
        (
            Field("number", "string", gettext_lazy("编号")), *REGION,
            Field("category", "integer", gettext_lazy("问题类别，1到7")),
            Field("industry", "string", gettext_lazy("行业")),
            Field("mode", "string", gettext_lazy("方式")),
            Field("urgency", "string", gettext_lazy("急不急")),
            Field("state", "string", gettext_lazy("办到哪一步")),
            Field("submitted_on", "date", gettext_lazy("提出日期")),
            Field("listed_on", "date", gettext_lazy("列入日期")),
        ),
        _needs,
    ),
    Table(
        "offers", gettext_lazy("技术服务清单"),
        (
            Field("id", "integer", gettext_lazy("编号")), *REGION,
            Field("kind", "string", gettext_lazy("种类")),
            Field("mode", "string", gettext_lazy("方式")),
            Field("trade", "string", gettext_lazy("工种")),
            Field("listed_on", "date", gettext_lazy("列入日期")),
        ),
        _offers,
    ),
    Table(
        "activities", gettext_lazy("服务活动"),
        (
            Field("id", "integer", gettext_lazy("编号")), *REGION,
            Field("kind", "string", gettext_lazy("类别")),
            Field("form", "string", gettext_lazy("形式")),
            Field("mode", "string", gettext_lazy("方式")),
            Field("held_on", "date", gettext_lazy("服务日期")),
            Field("hours", "number", gettext_lazy("服务时长（小时）")),
        ),
        _activities,
    ),
    Table(
        "figures", gettext_lazy("主要指标"),
        (
            Field("name", "string", gettext_lazy("指标代码")),
            Field("label", "string", gettext_lazy("指标")),
            Field("value", "number", gettext_lazy("现在")),
            Field("target", "number", gettext_lazy("目标")),
        ),
        _figures,
    ),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}


def package_of(season: Season, address: Callable[[str], str]) -> dict[str, Any]:
    """The description of all tables; ``address`` gives the path of a table's CSV."""
    resources = [
        {
            "name": table.name,
            "title": str(table.title),
            "path": absolute(address(table.name)),
            "format": "csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": field.name, "type": field.type, "description": str(field.words)}
                    for field in table.fields
                ]
            },
        }
        for table in TABLES
    ]
    words = {"season": season.name}
    return {
        "name": f"hongmajia-{season.year}",
        "title": _("%(season)s开放数据") % words,
        "description": _("公开清单和主要指标，没有任何个人信息，也没有企业名称。"),
        "created": timezone.now().isoformat(timespec="seconds"),
        "resources": resources,
    }
