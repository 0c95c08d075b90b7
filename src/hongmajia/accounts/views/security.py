"""Pages of the security administrator: accounts and duties."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.downloads import PDF, download
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.masking import mask_phone
from hongmajia.core.paging import page_by_key
from hongmajia.notices.saying import saying
from hongmajia.spelling import PHONE, read_phone
from hongmajia.unions.models import Membership, User

from ..actions import print_slips
from ..actions.duties import appoint_to_duty, end_duty
from ..actions.policy import set_policy
from ..actions.safety import lock, reset_from_security, sign_out_everywhere, unlock
from ..models import Duty, Invitation, Policy
from ..queries import hats_of
from ..safety_forms import AccountSearch, DutyForm, PolicyForm
from ..slips import slips

SECURES = permission_required("accounts.secure", raise_exception=True)


@login_required
@SECURES
def account_list(request: HttpRequest) -> HttpResponse:
    """All accounts, or those with a name or number."""
    form = AccountSearch(request.GET)
    rows = User.objects.filter(program_of=None).prefetch_related(
        Prefetch("duties", Duty.objects.open()),
        Prefetch("memberships", Membership.objects.not_over().select_related("union")),
    )
    if q := form.wanted.get("q"):
        number = read_phone(q)
        is_number = PHONE.fullmatch(number)
        rows = rows.filter(Q(phone=number) if is_number else Q(name__icontains=q))
    context = {
        "section": "security",
        "form": form,
        "page": page_by_key(rows, "pk", request.GET.get("after", "")),
    }
    return render(request, "accounts/account_list.html", context)


@login_required
@SECURES
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: whose it is, and what can be done to it."""
    found = get_object_or_404(User, pk=pk, program_of=None)
    context = {
        "section": "security",
        "account": found,
        "hats": hats_of(found),
        "duty": Duty.objects.open().filter(user=found).first(),
        "invitation": Invitation.objects.open().filter(user=found).first(),
        "masked_phone": mask_phone(found.phone),
    }
    return render(request, "accounts/account.html", context)


@login_required
@SECURES
def account_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock an account."""
    words = {
        "title": _("停用账号"),
        "submit": _("停用"),
        "done": _("停用好了，各处的登录都退出了。"),
    }
    return _with_reason(request, pk, lock, **words)


@login_required
@SECURES
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock an account."""
    words = {"title": _("恢复账号"), "submit": _("恢复"), "done": _("恢复好了。")}
    return _with_reason(request, pk, unlock, **words)


@login_required
@SECURES
def account_sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """End all sessions of an account."""
    words = {"title": _("在各处退出登录"), "submit": _("退出"), "done": _("各处的登录都退出了。")}
    return _with_reason(request, pk, sign_out_everywhere, **words)


@login_required
@SECURES
def account_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Void the password of an account and invite the person anew."""
    words = {"title": _("重设登录"), "submit": _("重设"), "done": _("重设好了，原来的密码作废。")}
    return _with_reason(request, pk, reset_from_security, **words)


def _with_reason(
    request: HttpRequest, pk: int, act: Callable[..., Any], *, title: str, submit: str, done: str
) -> HttpResponse:
    found = get_object_or_404(User, pk=pk, program_of=None)
    form = ReasonForm(request.POST or None, label=_("为什么"), help_text=_("会记入日志。"))

    def do() -> HttpResponse:
        act(actor=request.user, user=found, reason=form.cleaned_data["reason"])
        messages.success(request, done)
        return redirect("security_account", pk)

    back = (reverse("security_account", args=[pk]), found.display_name)
    words = {"title": title, "submit": submit, "lead": found.display_name}
    return form_page(request, form, do, section="security", back=back, **words)


@login_required
@require_POST
@SECURES
@limited(DRAWN)
def account_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip of an account's open invitation, as a PDF."""
    open_ones = Invitation.objects.open().filter(user=pk).with_people()
    found = get_object_or_404(open_ones)
    paper = slips(found.union, [found])
    print_slips(actor=request.user, union=found.union, invitations=[found])
    return download(paper, PDF, f"{found.user}-{timezone.localdate():%m%d}.pdf")


@login_required
@SECURES
def duty_list(request: HttpRequest) -> HttpResponse:
    """Who has which duty, and the form that grants one."""
    form = DutyForm(request.POST or None)

    def do() -> HttpResponse:
        with saying(request, _("请好了%(person)s。") % {"person": form.cleaned_data["name"]}):
            appoint_to_duty(actor=request.user, **form.cleaned_data)
        return redirect("duty_list")

    context = {"section": "security", "duties": Duty.objects.open().select_related("user")}
    return answer_form(request, form, do, template="accounts/duty_list.html", **context)


@login_required
@require_POST
@SECURES
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a duty."""
    duty = get_object_or_404(Duty.objects.open(), pk=pk)
    user: Any = request.user
    end_duty(actor=user, duty=duty)
    messages.success(request, _("%(person)s不再担任。") % {"person": duty.user})
    return redirect("duty_list" if duty.user_id != user.pk else "desk")


@login_required
@SECURES
def policy(request: HttpRequest) -> HttpResponse:
    """The policy on accounts: idle time, age of passwords, who must have a second factor."""
    stored = dict(Policy.objects.values_list("name", "value"))
    form = PolicyForm(request.POST or None, stored=stored)

    def do() -> HttpResponse:
        user: Any = request.user
        set_policy(actor=user, values=form.values)
        messages.success(request, _("存好了，一分钟内生效。"))
        return redirect("security")

    words = {"title": _("账号规则"), "submit": _("保存")}
    back = (reverse("security"), _("账号安全"))
    return form_page(request, form, do, section="security", back=back, **words)
