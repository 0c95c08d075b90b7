"""The publicity plan of the season: the list, its rows, and the spreadsheet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.errors import Refused
from hongmajia.core.export_pages import start_page
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.people.queries import unions_to_choose
from hongmajia.unions.present import present_season
from hongmajia.unions.years import Years

from ..actions.plan import change_plan, drop_plan, enter_plan, finish_plan, reopen_plan
from ..exports import PLAN_EXPORT
from ..forms import DoneForm, NewPlanForm, PlanForm
from ..models import PlanEntry
from ..queries import plan_of


def load(request: HttpRequest, pk: int) -> PlanEntry:
    """The row; 404 if the user may not see it, 403 if they may not change it."""
    visible = PlanEntry.objects.visible_to(request.user).select_related("union", "season")
    found: PlanEntry = get_for(request.user, visible, "publicity.plan", pk=pk)
    return found


def back_to_plan() -> tuple[str, str]:
    """Where the forms lead back."""
    return reverse("plan"), _("宣传计划")


@login_required
@permission_required("publicity.read_plans", raise_exception=True)
@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The rows of the unions of the reader, those due first at the top."""
    years = Years.of(request.GET)
    found, after = plan_of(request.user, years, request.GET), request.GET.get("after", "")
    page = page_by_key(found, "due_on", after, ascending=True)
    context = {
        "section": "news",
        "page": page,
        "rows": [(row, request.user.has_perm("publicity.plan", row)) for row in page.rows],
        "years": years,
        "left": request.GET.get("left", ""),
        "may_write": request.user.has_perm("publicity.write_any"),
    }
    return render(request, "publicity/plan.html", context)


@login_required
@permission_required("publicity.write_any", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Add a row."""
    unions, own = unions_to_choose(request.user), user_of(request.user).home_union
    form = NewPlanForm(request.POST or None, unions=unions, own=own)

    def do() -> HttpResponse:
        season = present_season(request.user)
        if season is None:
            raise Refused(_("还没有年度活动，先设年度活动再排计划。"))
        union = form.cleaned_data["union"]
        enter_plan(union=union, season=season, actor=request.user, **form.facts())
        messages.success(request, _("已列入计划。"))
        return redirect("plan")

    return form_page(
        request, form, do, section="news", title=_("列入宣传计划"), submit=_("列入"),
        back=back_to_plan(),
    )  # fmt: skip


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a row."""
    entry = load(request, pk)
    form = PlanForm(request.POST or None, instance=entry)

    def do() -> HttpResponse:
        change_plan(entry=entry, actor=request.user, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("plan")

    return form_page(
        request, form, do, section="news", title=_("改宣传计划"), submit=_("保存"),
        back=back_to_plan(),
    )  # fmt: skip


@login_required
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a row was done, with the address."""
    entry, form = load(request, pk), DoneForm(request.POST or None)

    def do() -> HttpResponse:
        finish_plan(entry=entry, actor=request.user, **form.cleaned_data)
        messages.success(request, _("已记办好。"))
        return redirect("plan")

    return form_page(
        request, form, do, section="news", title=_("办好了：%(what)s") % {"what": entry.what},
        submit=_("记办好"), back=back_to_plan(),
    )  # fmt: skip


@login_required
@require_POST
def undone(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a row was not done after all."""
    reopen_plan(entry=load(request, pk), actor=request.user)
    messages.success(request, _("已改回没有办好。"))
    return redirect("plan")


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a row out of the plan."""
    drop_plan(entry=load(request, pk), actor=request.user)
    messages.success(request, _("已从计划里删去。"))
    return redirect("plan")


@login_required
@permission_required("publicity.read_plans", raise_exception=True)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request the plan as a spreadsheet."""
    return start_page(request, PLAN_EXPORT.kind, request.GET.urlencode())
