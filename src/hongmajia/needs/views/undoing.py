"""Forms with which a cadre takes back a merge or a listing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hongmajia.core.forms import ReasonForm

from ..actions import unlist_need, unmerge_need
from .item import act_page, load


@login_required
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Part a need from the one it was merged into."""
    need = load(request, pk, "needs.verify")
    form = _reason_form(request, _("为什么分开"))

    def part() -> HttpResponse:
        unmerge_need(need=need, actor=request.user, reason=form.cleaned_data["reason"])
        return redirect("need", pk)

    return act_page(request, need, form, part, title=_("和那一件分开"), submit=_("分开"))


@login_required
def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a need off the public list, to be verified anew."""
    need = load(request, pk, "needs.verify")
    form = _reason_form(request, _("为什么撤下来"))

    def take_off() -> HttpResponse:
        unlist_need(need=need, actor=request.user, reason=form.cleaned_data["reason"])
        return redirect("need_verify", pk)

    return act_page(
        request, need, form, take_off, title=_("撤下清单，重新核实"), submit=_("撤下来")
    )


def _reason_form(request: HttpRequest, label: str) -> ReasonForm:
    hint = _("提出人会看到这句话。")
    return ReasonForm(request.POST or None, label=label, help_text=hint)
