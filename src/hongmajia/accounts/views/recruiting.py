"""Recruiting calls: the public list and page; publishing, changing and withdrawing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.people.queries import unions_to_choose
from hongmajia.unions.models import Union

from .. import actions
from ..application_forms import NewRecruitingForm, RecruitingForm
from ..models import RecruitingCall
from ..recruits import chosen_of


@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    """The open calls; whoever writes calls also finds their own that are over."""
    calls = RecruitingCall.objects.visible_to(request.user).with_details()
    context = {
        "section": "people",
        "page": page_by_key(calls, "pk", request.GET.get("after", "")),
        "may_write": request.user.has_perm("accounts.recruit_any"),
    }
    return render(request, "accounts/recruiting.html", context)


@require_GET
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call, with the way to apply."""
    found = load(request, pk)
    context = {
        "section": "people",
        "call": found,
        "groups": found.groups.all(),
        "notice": chosen_of(found) if found.is_on_notice else [],
        "may_write": request.user.has_perm("accounts.recruit", found),
        "may_choose": request.user.has_perm("accounts.choose", found),
    }
    return render(request, "accounts/recruiting_call.html", context)


def load(request: HttpRequest, pk: int, right: str | None = None) -> RecruitingCall:
    """The call, if the user sees it and has the right."""
    calls = RecruitingCall.objects.visible_to(request.user).with_details()
    return get_for(request.user, calls, right, pk=pk)


@login_required
@permission_required("accounts.recruit_any", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Publish a call of one of the user's unions."""
    form = NewRecruitingForm(request.POST or None, unions=unions_to_choose(request.user))

    def do() -> HttpResponse:
        made = actions.publish_call(actor=request.user, **form.facts())
        messages.success(request, _("招募令发布了，大家都看得见。"))
        return redirect("recruiting_call", made.pk)

    back = (reverse("recruiting"), _("招募令"))
    words = {"title": _("发招募令"), "submit": _("发布")}
    return form_page(request, form, do, section="people", back=back, **words)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a call."""
    found = load(request, pk, "accounts.recruit")
    own = Union.objects.filter(pk=found.union_id)
    form = RecruitingForm(request.POST or None, unions=own, instance=found)

    def do() -> HttpResponse:
        actions.change_call(actor=request.user, call=found, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("recruiting_call", pk)

    back = (reverse("recruiting_call", args=[pk]), found.title)
    words = {"title": _("改招募令"), "submit": _("保存")}
    return form_page(request, form, do, section="people", back=back, **words)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a call out of the public list."""
    found = load(request, pk, "accounts.recruit")
    actions.withdraw_call(actor=request.user, call=found)
    messages.success(request, _("撤下了，交来的申请还在。"))
    return redirect("recruiting_call", pk)
