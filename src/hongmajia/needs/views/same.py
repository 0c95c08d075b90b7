"""“我也有同样的问题”: who has the problem of a public need too leaves a name and a number,
and can take them back.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..actions import share_problem, unshare_problem
from ..forms import SameForm
from ..limits import SHARED
from .item import act_page, load


def same(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has the same problem; a need that is solved has its page only."""
    need = load(request, pk)
    if not need.can_be_shared:
        return redirect("need", pk)
    form = form_of(request)

    def say() -> HttpResponse:
        SHARED.take(request, form.cleaned_data["phone"])
        share_problem(need=need, actor=request.user, **form.cleaned_data)
        done = _("记下了。这件解决了会告诉您；急着要人帮，请自己也提一件。")
        messages.success(request, done)
        return redirect("need", pk)

    title, submit = _("我也有同样的问题"), _("解决了告诉我")
    return act_page(request, need, form, say, title=title, submit=submit)


def not_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that one has the same problem: name and number are deleted."""
    need = load(request, pk)
    form = form_of(request)

    def take_back() -> HttpResponse:
        SHARED.take(request, form.cleaned_data["phone"])
        unshare_problem(need=need, actor=request.user, **form.cleaned_data)
        messages.success(request, _("称呼和手机号对得上的，已经删除，不会再告诉您。"))
        return redirect("need", pk)

    title, submit = _("不用告诉我了"), _("删除我留的称呼和手机号")
    return act_page(request, need, form, take_back, title=title, submit=submit)


def form_of(request: HttpRequest) -> SameForm:
    """The form for name and number; those of the account stand in it."""
    user = request.user
    known = {"name": user.display_name, "phone": user.phone} if user.is_authenticated else {}
    return SameForm(request.POST if request.method == "POST" else None, initial=known)
