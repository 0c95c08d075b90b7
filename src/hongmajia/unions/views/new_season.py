"""The page of a new season: beside an earlier one, or without one; and remarks on its draft."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for

from ..actions import copy_season, remark_on_draft, save_draft
from ..actions.season_drafts import page_of
from ..copying import PartForm, parts_of
from ..forms import NewSeasonForm, RemarkForm, year_of
from ..models import Season, SeasonDraft, Union
from ..proposing import earlier_of, initial_season, proposals, remarks_on, year_to_propose
from .beside_season import beside


@dataclass
class Prepared:
    """All that the page works with: host, year, the season before, the forms, and the draft."""

    host: Union
    year: int
    earlier: Season | None
    form: NewSeasonForm
    parts: list[PartForm]
    draft: SeasonDraft | None


@login_required
def season_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a season hosted by the union ``pk``, after the one of the year ``?from=``.

    ``?year=`` proposes another year's dates. Without an earlier season months are proposed. What is
    sent with ``keep`` is kept as a draft for colleagues, and nothing is made.
    """
    host = _host(request, pk)
    new = _prepared(request, host)
    if request.method == "POST" and not all(part.is_valid() for part in new.parts):
        new.form.add_error(None, _("有几格要改，请看红字。"))
    found = proposals(host, new.year, new.earlier)
    new.form.remarks = remarks_on(found)
    context = _alone()
    if new.earlier:
        context = beside(new.form, host, found, new.earlier, new.parts, new.year)
    do = _keep if "keep" in request.POST else _open
    return answer_form(
        request, new.form, partial(do, request, new), section="unions",
        back=(reverse("season"), _("年度活动")), proposed=new.year, draft=new.draft,
        remarks=list(new.draft.remarks.select_related("by")) if new.draft else (),
        submit=_("设立"), **context,
    )  # fmt: skip


@login_required
def season_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one thinks of the draft of a season."""
    drafts = SeasonDraft.objects.filter(made=None).select_related("earlier", "union")
    draft: SeasonDraft = get_for(request.user, drafts, "unions.change_season", pk=pk)
    form = RemarkForm(request.POST or None)

    def do() -> HttpResponse:
        remark_on_draft(actor=request.user, draft=draft, **form.cleaned_data)
        messages.success(request, _("意见记下了。"))
        return redirect(page_of(draft))

    title = _("对%(year)s年度草稿的意见") % {"year": draft.year}
    return form_page(
        request, form, do, section="unions", title=title, submit=_("提交意见"),
        back=(page_of(draft), _("草稿")),
    )  # fmt: skip


def _host(request: HttpRequest, pk: int) -> Union:
    visible = Union.objects.visible_to(request.user)
    host: Union = get_for(request.user, visible, "unions.manage", pk=pk)
    prefetch_related_objects([host], "seasons__stages")
    return host


def _prepared(request: HttpRequest, host: Union) -> Prepared:
    year = year_of(request.GET, year_to_propose(host))
    draft = _draft_of(host, year)
    asked = year_of({"year": request.GET.get("from", "")}, 0) or None
    before = draft.earlier.year if draft and draft.earlier and asked is None else asked
    earlier = earlier_of(host, year, before)
    data = request.POST or (_typed(draft, earlier) if draft else None)
    initial = initial_season(host, year, earlier)
    form = NewSeasonForm(data, union=host, initial=initial)
    parts = parts_of(host, earlier, data, year) if earlier else []
    return Prepared(host, year, earlier, form, parts, draft)


def _draft_of(host: Union, year: int) -> SeasonDraft | None:
    drafts = host.season_drafts.filter(year=year, made=None)
    return drafts.select_related("earlier", "saved_by").first()


def _typed(draft: SeasonDraft, earlier: Season | None) -> QueryDict | None:
    """What was typed, as if it had been sent; nothing beside another season than then."""
    if draft.earlier != earlier:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        data.setlist(name, values)
    return data


def _open(request: HttpRequest, new: Prepared) -> HttpResponse:
    made = copy_season(
        actor=request.user, union=new.host, year=new.form.cleaned_data["year"],
        stages=new.form.stages, parts=[partial(p.carry, actor=request.user) for p in new.parts],
        **new.form.facts(),
    )  # fmt: skip
    return redirect(f"{reverse('season')}?season={made.pk}")


def _keep(request: HttpRequest, new: Prepared) -> HttpResponse:
    typed = {n: values for n, values in request.POST.lists() if n not in NOT_TYPED}
    draft = save_draft(
        actor=request.user, union=new.host, year=new.form.cleaned_data["year"],
        earlier=new.earlier, typed=typed,
    )  # fmt: skip
    messages.success(request, _("草稿存好了，什么也没有设立。同级的干部收到了提醒。"))
    return redirect(page_of(draft))


NOT_TYPED = ("csrfmiddlewaretoken", "keep")


def _alone() -> dict[str, Any]:
    return {
        "template": "unions/season_form.html",
        "title": _("设立年度活动"),
        "lead": _("日期已经替您排好，前后都落在工作日上，每一格都能改。"),
    }
