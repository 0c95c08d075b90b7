"""The unions' list of cases as a spreadsheet, and a public notice (公示) as a Word document."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter, ticked_of
from hongmajia.engagements.naming import helper_name
from hongmajia.needs.enums import Category
from hongmajia.papers import chinese_date
from hongmajia.papers.official import add_body, add_signature, add_title, official_paper
from hongmajia.papers.word import as_bytes
from hongmajia.unions.years import Years

from .models import Case, PublicNotice
from .queries import cases_overseen


def content_of(reader: Any, query: QueryDict) -> Content:
    """The cases that the unions' list shows to ``reader`` for ``query``."""
    years = Years.of(query)
    found = ticked_of(cases_overseen(reader, years, query.get("state", "")), query)
    records = found.with_details().order_by("-drafted_at", "-pk").iterator(chunk_size=500)
    helper: ExportColumn[Case] = ExportColumn(
        gettext_lazy("师傅和团队"), 18, lambda case: helper_name(reader, case.engagement)
    )
    name, columns = years.titled(_("案例")), [*COLUMNS, helper]
    return Content(name, [sheet_of_columns(name, columns, records)], found.count())


COLUMNS: tuple[ExportColumn[Case], ...] = (
    ExportColumn(gettext_lazy("标题"), 32, lambda case: case.title),
    ExportColumn(gettext_lazy("问题一句话"), 36, lambda case: case.gist),
    ExportColumn(gettext_lazy("问题类别"), 22, lambda case: Category(case.category).short),
    ExportColumn(gettext_lazy("企业"), 28, lambda case: case.enterprise_label),
    ExportColumn(gettext_lazy("地区"), 14, lambda case: case.engagement.need.region.place),
    ExportColumn(gettext_lazy("推荐工会"), 22, lambda case: case.home_union.name),
    ExportColumn(gettext_lazy("现在在谁手里"), 22, lambda case: case.union.name),
    ExportColumn(gettext_lazy("办到哪一步"), 12, lambda case: case.get_state_display()),
    ExportColumn(gettext_lazy("起草日期"), 12, lambda case: timezone.localdate(case.drafted_at)),
)

CASE_EXPORT = Exporter(
    kind="cases",
    title=gettext_lazy("案例"),
    section="cases",
    content=content_of,
    page=lambda query: f"{reverse('case_work')}?{query.urlencode()}",
)


def notice_as_word(notice: PublicNotice, cases: Any) -> bytes:
    """The notice as .docx bytes, with what its public page shows; official papers are Chinese."""
    with translation.override("zh-hans"):
        paper = official_paper()
        add_title(paper, f"关于{notice.season.year}年劳模工匠志愿服务优秀案例的公示")
        add_body(paper, _opening(notice))
        for number, case in enumerate(cases, start=1):
            add_body(paper, f"{number}.{_line(case)}")
        add_body(paper, _how_to_object(notice))
        add_signature(paper, notice.union.name, chinese_date(notice.opens_on))
        return as_bytes(paper)


def _opening(notice: PublicNotice) -> str:
    return (
        f"经各级工会推荐、评审，下列案例入选“{notice.season.name}”优秀案例，现予公示。"
        f"公示期自{chinese_date(notice.opens_on)}至{chinese_date(notice.closes_on)}。"
    )


def _how_to_object(notice: PublicNotice) -> str:
    return (
        "公示期内，对公示内容有不同意见的，请向受理部门反映。"
        f"受理部门：{notice.office}；电话：{notice.phone}。"
    )


def _line(case: Case) -> str:
    return (
        f"《{case.title}》（企业：{case.enterprise_label}；"
        f"服务：{case.engagement.helper.public_name}；推荐工会：{case.home_union.name}）"
    )
