"""The people of a union who have not come in yet: inviting them again, slips, resetting."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.downloads import PDF, download
from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.notices.texting import can_text
from hongmajia.unions.models import Union

from ..actions import invite_all_again, print_slips, reset
from ..actions.inviting import MOST_AT_ONCE, TEXTED_AT_ONCE
from ..models import Invitation
from ..queries import hats_of
from ..querysets import InvitationQuerySet
from ..slips import slips
from ..texting_later import an_hour
from ..ticking import INVITATIONS


@login_required
@permission_required("accounts.invite_any", raise_exception=True)
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Who has an account and has never come in, in the user's unions or in one (``?union=``)."""
    union = _union_asked_for(request)
    rows = _waiting(request, union)
    page = page_by_key(rows, "pk", request.GET.get("after", ""))
    context = {
        "section": "unions",
        "page": page,
        "union": union,
        "count": rows.count(),
        "can_text": can_text(),
        "to_text": rows.to_text().count() if can_text() else 0,
        "an_hour": an_hour(),
        "ticks": ticks_on(INVITATIONS, page.rows, request.user, ticked="tick" in request.GET),
    }
    return render(request, "accounts/invitation_list.html", context)


def _union_asked_for(request: HttpRequest) -> Union | None:
    asked = key_of(request.GET.get("union"))
    return Union.objects.visible_to(request.user).filter(pk=asked).first()


def _waiting(request: HttpRequest, union: Union | None) -> InvitationQuerySet:
    """Who has never come in, of all unions of the user or of ``union`` and those below it."""
    rows = Invitation.objects.visible_to(request.user).waiting()
    return (rows.filter(union__path__startswith=union.path) if union else rows).with_people()


@login_required
@permission_required("accounts.invite_any", raise_exception=True)
def invite_everybody(request: HttpRequest) -> HttpResponse:
    """Invite all again who have never come in, in the user's unions or in one (``?union=``)."""
    union = _union_asked_for(request)
    rows = _waiting(request, union).filter(ended_at=None, user__is_active=True).order_by("pk")
    found = [
        each for each in rows[:MOST_AT_ONCE] if request.user.has_perm("accounts.answer_for", each)
    ]
    back = reverse("invitation_list") + (f"?union={union.pk}" if union else "")
    form = forms.Form(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        n = invite_all_again(actor=request.user, invitations=found)
        messages.success(request, _said_of(n))
        return redirect(back)

    words = {"title": _("全部再邀请一次"), "submit": _("再邀请"), "lead": _lead_of(len(found))}
    return form_page(request, form, do, section="unions", back=(back, _("未启用的账号")), **words)


def _lead_of(n: int) -> str:
    """What it means to invite ``n`` people again."""
    said = ngettext(
        "给还没有启用账号的%(n)s个人各发一份新的邀请，14天内有效。原来的短信和邀请单作废，印好没交的要重印。",
        "给还没有启用账号的%(n)s个人各发一份新的邀请，14天内有效。原来的短信和邀请单作废，印好没交的要重印。",
        n,
    )
    return said % {"n": intcomma(n)}


def _said_of(n: int) -> str:
    """What became of inviting ``n`` people again; messages to many go out little by little."""
    said = ngettext("再邀请了%(n)s个人。", "再邀请了%(n)s个人。", n) % {"n": intcomma(n)}
    if n > TEXTED_AT_ONCE and can_text():
        return said + _("短信按每小时的限额陆续发出。")
    return said if can_text() else said + _("没有发短信，请打印邀请单，交给本人。")


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Invite the ticked people again, or take their invitations back."""
    return act_on_ticked(request, INVITATIONS)


@login_required
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One person who was invited: what became of it, and what can be done."""
    visible = Invitation.objects.visible_to(request.user).last_of_each()
    found = get_for(request.user, visible.with_people(), pk=pk)
    context = {
        "section": "unions",
        "invitation": found,
        "hats": hats_of(found.user),
        "may_act": request.user.has_perm("accounts.answer_for", found),
        "acts": [act for act in INVITATIONS.acts if act.is_open_to(request.user, found)],
    }
    return render(request, "accounts/invitation.html", context)


@login_required
@limited(DRAWN)
@require_POST
def print_for(request: HttpRequest, pk: int) -> HttpResponse:
    """The slips of all people of one union who can be invited by the user, as a PDF."""
    union: Union = get_for(request.user, Union.objects.visible_to(request.user), pk=pk)
    rows = Invitation.objects.visible_to(request.user).open().filter(union=union)
    rows = rows.with_people().order_by("user__name")
    found = [each for each in rows if request.user.has_perm("accounts.answer_for", each)]
    if not found:
        messages.info(request, _("这个工会现在没有要打印的邀请单。"))
        return redirect("invitation_list")
    paper = slips(union, found)
    print_slips(actor=request.user, union=union, invitations=found)
    return download(paper, PDF, f"{union}-{timezone.localdate():%m%d}.pdf")


@login_required
def reset_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again who has lost their password: a new invitation, all sessions end."""
    visible = Invitation.objects.visible_to(request.user).last_of_each().with_people()
    found = get_for(request.user, visible, "accounts.answer_for", pk=pk)
    form = ReasonForm(
        request.POST or None, label=_("为什么重设"), help_text=_("先核对是不是本人。会记入日志。")
    )

    def do() -> HttpResponse:
        reset(actor=request.user, invitation=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("重设好了，原来的密码作废，新的邀请在这里。"))
        return redirect(f"{reverse('invitation_list')}?union={found.union_id}")

    back = (reverse("union", args=[found.union_id]), str(found.union))
    words = {"title": _("重设%(person)s的登录") % {"person": found.user}, "submit": _("重设")}
    words["lead"] = _("原来的密码作废，别处的登录都退出，二次验证也去掉。本人会收到消息。")
    return form_page(request, form, do, section="unions", back=back, **words)
