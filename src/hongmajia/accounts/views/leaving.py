"""The page on which somebody's leaving is noted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.unions.models import Union, User

from ..actions.leaving import leave


@login_required
def person_leaves(request: HttpRequest, pk: int) -> HttpResponse:
    """End all roles and sessions of the user ``pk``, and the account if nothing else remains."""
    unions = Union.objects.visible_to(request.user)
    people = User.objects.filter(memberships__union__in=unions).distinct()
    person: User = get_for(request.user, people, "accounts.let_leave", pk=pk)
    form = ReasonForm(request.POST or None, label=_("为什么"), help_text=_("会记入日志。"))

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        if leave(actor=request.user, user=person, reason=reason):
            said = _("%(person)s离岗了，账号还在用：有别的身份或自己的需求。")
        else:
            said = _("%(person)s离岗了，账号停用。")
        messages.success(request, said % {"person": person})
        return redirect("union_list")

    words = {"title": _("%(person)s离岗") % {"person": person}, "submit": _("确认离岗")}
    lead = _("所有角色马上结束，各处的登录都退出。没有别的身份的，账号停用。有人接手，请先办交接。")
    back = (reverse("union_list"), _("工会"))
    return form_page(request, form, do, section="unions", back=back, lead=lead, **words)
