"""The service list as a spreadsheet, with the columns of its import."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter, ticked_of
from hongmajia.people.naming import name_for
from hongmajia.unions.visiting import of_province, shown_for

from .forms import OfferFilter
from .models import Offer
from .queries import find_offers, offers_shown


def content_of(reader: Any, query: QueryDict) -> Content:
    """The offers that the list shows to ``reader`` for ``query``, the newest first."""
    wanted = OfferFilter(query).wanted
    here = of_province(shown_for(query), "helper__union")
    found = ticked_of(find_offers(offers_shown(reader, query).filter(here), **wanted), query)
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    records = found.with_details().order_by("-listed_at", "-pk").iterator(chunk_size=500)
    name: ExportColumn[Offer] = ExportColumn(
        gettext_lazy("谁来做"), 18, lambda offer: name_for(reader, offer.helper)
    )
    title = _("技术服务清单")
    return Content(title, [sheet_of_columns(title, [name, *COLUMNS], records)], found.count())


COLUMNS: tuple[ExportColumn[Offer], ...] = (
    ExportColumn(gettext_lazy("种类"), 8, lambda offer: offer.get_kind_display()),
    ExportColumn(gettext_lazy("能解什么、能讲什么"), 36, lambda offer: offer.title),
    ExportColumn(gettext_lazy("怎么做"), 44, lambda offer: offer.text),
    ExportColumn(gettext_lazy("方式"), 10, lambda offer: offer.get_mode_display()),
    ExportColumn(gettext_lazy("用时"), 12, lambda offer: offer.duration),
    ExportColumn(gettext_lazy("最多几人"), 8, lambda offer: offer.max_people),
    ExportColumn(gettext_lazy("所属工会"), 24, lambda offer: offer.helper.union.name),
    ExportColumn(gettext_lazy("列出日期"), 12, lambda offer: timezone.localdate(offer.listed_at)),
)

OFFER_EXPORT = Exporter(
    kind="offers",
    title=gettext_lazy("技术服务清单"),
    section="offers",
    content=content_of,
    page=lambda query: f"{reverse('offer_list')}?{query.urlencode()}",
)
