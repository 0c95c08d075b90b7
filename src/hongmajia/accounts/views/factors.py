"""One's own second factors: which there are, adding, removing, recovery codes."""

from base64 import b64encode
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.papers import qr_svg

from .. import actions
from ..enums import Factor
from ..factor_forms import AppForm, KeyForm
from ..factors import codes_left, main_factors, must_have_factor
from .proving import after_proof


@login_required
def factor_list(request: HttpRequest) -> HttpResponse:
    """What one has beside the password, and what can be added."""
    user: Any = request.user
    factors = list(main_factors(user))
    context = {
        "section": "me",
        "app": next((each for each in factors if each.type == Factor.APP), None),
        "keys": [each for each in factors if each.type == Factor.KEY],
        "codes_left": codes_left(user),
        "must_have": must_have_factor(user),
        "is_missing": not factors,
    }
    return render(request, "accounts/factors.html", context)


@after_proof
def add_app(request: HttpRequest) -> HttpResponse:
    """Scan the secret with an authenticator app and enter its first code."""
    user: Any = request.user
    form = AppForm(request.POST or None)
    secret = totp.get_totp_secret()

    def do() -> HttpResponse:
        code = form.cleaned_data["code"]
        if not totp.validate_totp_code(secret, code) or not actions.is_first_use(user, code):
            raise ValidationError(_("这个数对不上。请看手机上现在的数；手机的时间也要准。"))
        factor = actions.add_app(user=user, secret=secret)
        totp.clear_totp_secret(request)
        return _added(request, factor)

    url = get_adapter().build_totp_url(user, secret)
    context = {
        "section": "me",
        "app_address": url,
        "picture": f"data:image/svg+xml;base64,{b64encode(qr_svg(url)).decode()}",
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return answer_form(request, form, do, template="accounts/add_app.html", **context)


@after_proof
def add_key(request: HttpRequest) -> HttpResponse:
    """Name a security key and touch it."""
    user: Any = request.user
    form = KeyForm(request.POST or None)

    def do() -> HttpResponse:
        credential = form.cleaned_data["credential"]
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
        name = form.cleaned_data["name"]
        return _added(request, actions.add_key(user=user, name=name, credential=credential))

    def options() -> dict[str, Any]:
        return {"creation_options": webauthn.begin_registration(user, False)}

    context = {"section": "me", "key_options": options}
    return answer_form(request, form, do, template="accounts/add_key.html", **context)


def _added(request: HttpRequest, factor: Authenticator) -> HttpResponse:
    """To the recovery codes, where they were not shown yet; adding a factor has proved it, too."""
    post_authentication(request, factor)
    codes = Authenticator.objects.get(user=request.user, type=Factor.CODES).wrap()
    messages.success(request, _("加好了，下次登录会问。"))
    return redirect("mfa_index" if codes.did_view else "mfa_view_recovery_codes")


@after_proof
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one's own app or key, after a page that asks again."""
    user: Any = request.user
    factor = get_object_or_404(main_factors(user), pk=pk)
    if request.method != "POST":
        context = {"section": "me", "factor": factor, "kind": Factor(factor.type)}
        return render(request, "accounts/remove_factor.html", context)
    actions.remove_factor(user=user, factor=factor)
    messages.success(request, _("去掉了，下次登录不再用它。"))
    return redirect("mfa_index")


@after_proof
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, shown once; afterwards only how many are left."""
    user: Any = request.user
    found, is_shown = view_recovery_codes(request)
    codes = found.get_unused_codes() if found and is_shown else []
    context = {"section": "me", "codes": codes, "codes_left": codes_left(user)}
    return render(request, "accounts/recovery_codes.html", context)


@require_POST
@after_proof
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, and show them."""
    user: Any = request.user
    actions.renew_codes(user=user)
    return redirect(reverse("mfa_view_recovery_codes"))
