"""Writing, sending, withdrawing a circular; reminding of it; its export."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of, keys_of
from hongmajia.core.export_pages import start_page
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.notices.saying import saying
from hongmajia.unions.models import Union

from .. import actions
from ..forms import CircularForm
from ..models import Circular
from ..queries import cadres_by_union, senders
from .reading import load


@login_required
@permission_required("circulars.write", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Write a draft; somebody who is cadre of several unions chooses first for which."""
    unions = list(senders(request.user))
    key = key_of(request.GET.get("union"))
    union = next((one for one in unions if one.pk == key), None)
    if union is None and len(unions) == 1:
        union = unions[0]
    if union is None:
        context = {"section": "unions", "unions": unions}
        return render(request, "circulars/choose.html", context)
    return _new_of(request, union)


def _new_of(request: HttpRequest, union: Union) -> HttpResponse:
    form = CircularForm(request.POST or None, request.FILES or None, union=union)

    def do() -> HttpResponse:
        made = actions.write_circular(union=union, actor=request.user, **form.facts())
        messages.success(request, _("草稿存好了，看一遍再发出。"))
        return redirect("circular", made.pk)

    context = {"section": "unions", "union": union, "attachments": []}
    return answer_form(request, form, do, template="circulars/write.html", **context)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = load(request, pk, "manage")
    actions.refuse_sent(found)
    form = CircularForm(
        request.POST or None, request.FILES or None, union=found.union, instance=_copy(found)
    )

    def do() -> HttpResponse:
        dropped = keys_of(request.POST.getlist("drop"))
        actions.change_circular(circular=found, actor=request.user, dropped=dropped, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("circular", pk)

    context = {"section": "unions", "union": found.union, "circular": found}
    context["attachments"] = found.attachments.all()
    return answer_form(request, form, do, template="circulars/write.html", **context)


def _copy(circular: Circular) -> Circular:
    """A second object for the form, which writes into it before the action looks for changes."""
    return Circular.objects.get(pk=circular.pk)


@login_required
@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Have another cadre sign a draft."""
    with saying(request, _("已送签发。")):
        actions.hand_in_circular(circular=load(request, pk, "manage"), actor=request.user)
    return redirect("circular", pk)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one that waits for being signed a draft again."""
    actions.take_back_circular(circular=load(request, pk, "manage"), actor=request.user)
    messages.success(request, _("拿回来了，可以改。"))
    return redirect("circular", pk)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft."""
    found = actions.send_circular(circular=load(request, pk, "manage"), actor=request.user)
    messages.success(request, _sent_to(found.receipts.values_list("union", flat=True)))
    return redirect("circular", pk)


def _sent_to(unions: Collection[int]) -> str:
    """To how many unions it was sent, and how many of them nobody can read it for."""
    n, reached = len(unions), len(cadres_by_union(unions))
    words = ngettext("发给了%(n)s个工会。", "发给了%(n)s个工会。", n)
    if reached < n:
        words = _("发给了%(n)s个工会，其中%(silent)s个没有干部账号，由上一级工会打电话告诉。")
    return words % {"n": n, "silent": n - reached}


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not answered."""
    n = actions.remind_open(circular=load(request, pk, "manage"), actor=request.user)
    words = ngettext("已发消息提醒%(n)s个工会。", "已发消息提醒%(n)s个工会。", n)
    messages.success(request, words % {"n": n})
    return redirect("circular", pk)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a circular, with a reason."""
    found = load(request, pk, "manage")
    form = ReasonForm(
        request.POST or None, label=_("为什么收回"), help_text=_("收到通知的工会会看到。")
    )

    def do() -> HttpResponse:
        actions.withdraw_circular(circular=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("已收回，不用再回了。"))
        return redirect("circular", pk)

    words: dict[str, Any] = {"title": _("收回通知"), "submit": _("收回"), "lead": found.title}
    back = (reverse("circular", args=[pk]), found.title)
    return form_page(request, form, do, section="unions", back=back, **words)


@login_required
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Write who has answered what into a workbook."""
    load(request, pk, "manage")
    return start_page(request, "circular", f"of={pk}")
