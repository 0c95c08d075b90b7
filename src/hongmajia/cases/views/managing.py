"""The unions' internal list of cases; nominating, returning, discarding; quotas."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.actors import Actor
from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.form_pages import form_page
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season, Union
from hongmajia.unions.years import Years

from .. import actions
from ..enums import CaseState
from ..export import CASE_EXPORT
from ..forms import QuotaForm
from ..queries import candidates, cases_overseen, latest_season, quota_lines, quota_of
from ..ticking import WORK
from . import ask_reason, load

SHOWN = 12
"""Services listed that could become cases."""


@login_required
def case_work(request: HttpRequest) -> HttpResponse:
    """All cases of the user's unions, filtered by ``?state=``; services that could become one."""
    user: Any = request.user
    if not user.has_perm("cases.oversee"):
        raise PermissionDenied
    years = Years.of(request.GET)
    mine = cases_overseen(user, years)
    counts = Counter(mine.order_by().values_list("state", flat=True))
    state = request.GET.get("state", "")
    page = page_by_key(
        cases_overseen(user, years, state).with_details(),
        "drafted_at",
        request.GET.get("after", ""),
    )
    own = own_union(user)
    season = latest_season()
    context = {
        "section": "cases",
        "page": page,
        "years": years,
        "ticks": ticks_on(WORK, page.rows, user, ticked="tick" in request.GET),
        "state": state,
        "total": sum(counts.values()),
        "states": [(value, label, counts[value]) for value, label in CaseState.choices],
        "candidates": candidates(user)[:SHOWN],
        "own": own,
        "quota": quota_of(season, own) if season and own else None,
    }
    return render(request, "cases/work.html", context)


@login_required
@require_POST
def act_on_work(request: HttpRequest) -> HttpResponse:
    """Act on the ticked cases of the unions' list."""
    return act_on_ticked(request, WORK)


@login_required
@permission_required("cases.oversee", raise_exception=True)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request the unions' list of cases as a spreadsheet."""
    return start_page(request, CASE_EXPORT.kind, rows_asked(request))


def own_union(user: Any) -> Union | None:
    """The highest union in which the user is cadre, or ``None``."""
    paths = sorted(user.scope(Role.CADRE), key=len)
    found: Union | None = Union.objects.filter(path__in=paths[:1]).first()
    return found


@login_required
@require_POST
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Nominate a case to the next union up."""
    case = actions.nominate_case(case=load(request, pk, "nominate"), actor=request.user)
    messages.success(request, _("已推荐到%(union)s。") % {"union": case.union})
    return redirect("case_work")


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a nominated case for correction, with a reason."""
    return ask_reason(
        request, load(request, pk, "return"), actions.return_case,
        title=_("退回修改"), lead=_("退给推荐它的工会，名额也还给它。"), submit=_("退回"),
    )  # fmt: skip


@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Discard a draft, with a reason."""
    return ask_reason(
        request, load(request, pk, "write"), actions.discard_case,
        title=_("放弃这个案例"), lead=_("草稿留着，以后还可以接着写。"), submit=_("放弃"),
    )  # fmt: skip


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Reopen a discarded draft."""
    actions.resume_draft(case=load(request, pk, "write"), actor=request.user)
    return redirect("case_write", pk)


@login_required
def quotas(request: HttpRequest) -> HttpResponse:
    """Set how many cases each union directly below may nominate."""
    user: Any = request.user
    union, season = own_union(user), latest_season()
    if union is None or season is None:
        raise PermissionDenied
    form = QuotaForm(request.POST or None, lines=quota_lines(season, union))

    def do() -> HttpResponse:
        _set_quotas(form, season, user)
        messages.success(request, _("名额定好了。"))
        return redirect("case_work")

    return form_page(
        request, form, do, section="cases", title=_("推荐名额"), submit=_("保存"),
        back=(reverse("case_work"), _("案例")),
        lead=_("下级工会今年各能向%(union)s推荐几个案例；空着就是不限。") % {"union": union},
    )  # fmt: skip


@transaction.atomic  # all quotas or none
def _set_quotas(form: QuotaForm, season: Season, actor: Actor) -> None:
    for below, amount in form.changes():
        actions.set_quota(season=season, union=below, amount=amount, actor=actor)
