"""Changing one's own number: a code is sent to the new one."""

from typing import Any

from allauth.account.internal.flows.phone_verification import ChangePhoneVerificationProcess
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hongmajia.core.errors import Refused
from hongmajia.core.form_pages import form_page
from hongmajia.core.masking import mask_phone
from hongmajia.notices.texting import can_text
from hongmajia.unions.models import User

from ..forms import CodeForm, OwnNumberForm
from ..limits import take_code
from ..tries import VOID, may_try


@login_required
def change_number(request: HttpRequest) -> HttpResponse:
    """Enter a new number; a code goes to it. Without SMS the page says who changes it."""
    if request.method == "GET" and not can_text():
        return render(request, "accounts/no_number.html", {"section": "me"})
    form = OwnNumberForm(request.POST or None)

    def do() -> HttpResponse:
        phone = form.cleaned_data["phone"]
        _refuse(request.user, phone)
        take_code(request, phone)
        ChangePhoneVerificationProcess.initiate(request, phone)
        return redirect("confirm_number")

    words = {"title": _("换手机号"), "submit": _("获取验证码")}
    return form_page(request, form, do, section="me", back=_me(), **words)


@login_required
@never_cache
def confirm_number(request: HttpRequest) -> HttpResponse:
    """Enter the code that was sent to the new number; after three wrong ones it is void."""
    process: Any = ChangePhoneVerificationProcess.resume(request)
    if process is None:
        return redirect("change_number")
    form = CodeForm(request.POST or None, code=process.code)
    if request.method == "POST" and _is_void(process, form):
        messages.error(request, VOID)
        return redirect("change_number")

    def do() -> HttpResponse:
        process.finish()
        messages.success(request, _("手机号换好了，下次用新号登录。"))
        return redirect("me")

    words = {"title": _("输入验证码"), "submit": _("换号")}
    lead = _("短信正在发往%(phone)s，5分钟内有效。") % {"phone": mask_phone(process.phone)}
    return form_page(request, form, do, section="me", back=_me(), lead=lead, **words)


def _is_void(process: Any, form: CodeForm) -> bool:
    """Count one try of the code; whether it may be entered no more."""
    if not may_try(process.state):
        process.abort()
        return True
    return not form.is_valid() and not process.record_invalid_attempt()


def _refuse(user: Any, phone: str) -> None:
    """Raise ``Refused`` without a gateway, and for a number that is in use.

    That a number is in use is told only to somebody who is signed in, and only so often: what they
    ask counts as a code.
    """
    if not can_text():
        raise Refused(_("没有接短信，换手机号请找您的工会。"))
    if User.objects.with_number(phone).exclude(pk=user.pk).exists():
        raise Refused(_("这个号码不能用。是您的，请找工会把两个账号并成一个。"))
    if phone == user.phone:
        raise Refused(_("这就是现在的号码。"))


def _me() -> tuple[str, str]:
    return reverse("me"), _("我的")
