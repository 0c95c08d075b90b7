"""Proving a telephone number by a code, on the way to a page that asks for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import answer_form
from hongmajia.core.masking import mask_phone
from hongmajia.notices.texting import can_text

from ..claim_forms import NumberCodeForm, NumberForm
from ..proving import ONWARDS, enter_code, forget_proof, pending_number, send_code


def prove_first(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for the number, and from there back to this address."""
    request.session[ONWARDS] = request.get_full_path()
    return redirect("prove_number")


def number(request: HttpRequest) -> HttpResponse:
    """The page that asks for the number and sends a code to it."""
    if not can_text() or ONWARDS not in request.session:
        return redirect("claim_find")
    form = NumberForm(request.POST or None)

    def do() -> HttpResponse:
        forget_proof(request)
        send_code(request, form.cleaned_data["phone"])
        return redirect("prove_code")

    words = {
        "title": _("先核对手机号"),
        "lead": _("给这个号码发一条验证码，5分钟内有效。"),
        "submit": _("获取验证码"),
    }
    return answer_form(request, form, do, template="accounts/prove.html", **words)


def code(request: HttpRequest) -> HttpResponse:
    """The page for the code; it leads on to the page that asked for the number."""
    phone = pending_number(request)
    if not phone:
        return redirect("prove_number")
    form = NumberCodeForm(request.POST or None)

    def do() -> HttpResponse:
        enter_code(request, form.cleaned_data["code"])
        return redirect(request.session.pop(ONWARDS, "claim_find"))

    words = {
        "title": _("输入验证码"),
        "lead": _("短信正在发往%(phone)s，5分钟内有效。") % {"phone": mask_phone(phone)},
        "submit": _("核对"),
        "again": True,
    }
    return answer_form(request, form, do, template="accounts/prove.html", **words)
