"""The list of enterprises as a spreadsheet, with the columns of its import."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.exports import Content, Exporter, ticked_of
from hongmajia.core.spreadsheets import Sheet

from .models import Enterprise
from .queries import EnterpriseList
from .querysets import EnterpriseQuerySet


def content_of(reader: Any, query: QueryDict) -> Content:
    """The enterprises that ``reader`` sees, filtered by ``query`` as on the page."""
    found = ticked_of(EnterpriseList(reader, query).rows, query)
    headings = [
        _("企业名称"), _("统一社会信用代码"), _("行业"), _("规模"), _("职工人数"), _("专精特新"),
        _("重点产业"), _("地区"), _("所属工会"), _("地址"),
    ]  # fmt: skip
    widths = [36, 22, 24, 8, 10, 10, 14, 12, 24, 36]
    sheet = Sheet(_("企业"), headings, _rows(found), widths)
    return Content(_("企业名单"), [sheet], found.count())


def _rows(found: EnterpriseQuerySet) -> Iterator[tuple[Any, ...]]:
    """The cells of each row."""
    for one in found.for_list().order_by("pk").iterator(1000):
        yield (
            one.name, one.credit_code, one.industry, one.get_scale_display(), one.employees,
            one.is_specialised, own_choice(one), one.region.name, one.union.name, one.address,
        )  # fmt: skip


def own_choice(enterprise: Enterprise) -> str:
    """The key industry that it has by its own choice, as the import reads it."""
    return enterprise.key_industry.name if enterprise.key_industry else ""


ENTERPRISE_EXPORT = Exporter(
    kind="enterprises",
    title=gettext_lazy("企业名单"),
    section="unions",
    content=content_of,
    page=lambda query: f"{reverse('enterprise_list')}?{query.urlencode()}",
)
