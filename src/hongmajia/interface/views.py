"""Pages of the security administrator on service accounts, and the description for engineers."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.encryption import decrypt_text, encrypt_text
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.paging import page_by_key
from hongmajia.core.scopes import Scope

from .actions import change_account, end_account, issue_token, open_account, revoke_token
from .described import operations
from .forms import AccountForm, NewAccountForm, TokenForm
from .models import ServiceAccount, Token

SECURES = permission_required("accounts.secure", raise_exception=True)
SHOWN_ONCE = "new_token"
"""The key in the session of a token that has just been issued, until its page is opened."""


@login_required
@SECURES
def account_list(request: HttpRequest) -> HttpResponse:
    """All service accounts, the newest first."""
    rows = ServiceAccount.objects.with_details()
    page = page_by_key(rows, "made_at", request.GET.get("after", ""))
    return render(request, "interface/accounts.html", {"section": "security", "page": page})


@login_required
@SECURES
def new(request: HttpRequest) -> HttpResponse:
    """Open a service account."""
    form = NewAccountForm(request.POST or None)

    def do() -> HttpResponse:
        made = open_account(actor=request.user, **form.cleaned_data)
        messages.success(request, _("开好了，现在可以发口令。"))
        return redirect("service_account", made.pk)

    words = {"title": _("开通接口账号"), "submit": _("开通")}
    back = (reverse("service_accounts"), _("接口账号"))
    return form_page(request, form, do, section="security", back=back, **words)


@login_required
@SECURES
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One service account: its tokens, and the form that issues one."""
    found = get_object_or_404(ServiceAccount.objects.with_details(), pk=pk)
    form = TokenForm(request.POST or None)

    def do() -> HttpResponse:
        token, clear = issue_token(actor=request.user, account=found, **form.cleaned_data)
        request.session[SHOWN_ONCE] = [token.pk, encrypt_text(clear, SHOWN_ONCE)]
        return redirect("service_account", pk)

    context: dict[str, Any] = {"section": "security", "account": found}
    if request.method == "GET":
        context["issued"] = _just_issued(request, found)
    answer = answer_form(request, form, do, template="interface/account.html", **context)
    answer["Cache-Control"] = "no-store"
    return answer


def _just_issued(request: HttpRequest, found: ServiceAccount) -> str:
    """The token in clear, for the first look at the page after it was issued; else empty."""
    key, clear = request.session.pop(SHOWN_ONCE, (0, ""))
    if not any(token.pk == key for token in found.tokens.all()):
        return ""
    return decrypt_text(clear, SHOWN_ONCE)


@login_required
@SECURES
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the purpose and the scopes of a service account."""
    found = get_object_or_404(ServiceAccount.objects.with_details(), pk=pk)
    stored = {"purpose": found.purpose, "scopes": found.scopes}
    form = AccountForm(request.POST or None, initial=stored)

    def do() -> HttpResponse:
        change_account(actor=request.user, account=found, **form.cleaned_data)
        messages.success(request, _("改好了，下一次请求起生效。"))
        return redirect("service_account", pk)

    back = (reverse("service_account", args=[pk]), str(found))
    words = {"title": _("改接口账号"), "submit": _("保存"), "lead": str(found)}
    return form_page(request, form, do, section="security", back=back, **words)


@login_required
@SECURES
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a service account."""
    found = get_object_or_404(ServiceAccount.objects.with_details(), pk=pk)
    form = ReasonForm(request.POST or None, label=_("为什么"), help_text=_("会记入日志。"))

    def do() -> HttpResponse:
        end_account(actor=request.user, account=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("停用了，它的口令都不能再用。"))
        return redirect("service_account", pk)

    back = (reverse("service_account", args=[pk]), str(found))
    words = {"title": _("停用接口账号"), "submit": _("停用"), "lead": str(found)}
    return form_page(request, form, do, section="security", back=back, **words)


@login_required
@require_POST
@SECURES
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    token = get_object_or_404(Token.objects.select_related("account__user"), pk=pk)
    revoke_token(actor=request.user, token=token)
    messages.success(request, _("作废了，下一次请求就会被拒绝。"))
    return redirect("service_account", token.account_id)


@require_GET
def documentation(request: HttpRequest, api: Any) -> HttpResponse:
    """The page that explains the interface ``api``; it needs no script and nothing from outside."""
    context = {
        "operations": list(operations(api.get_openapi_schema())),
        "scopes": Scope,
        "per_minute": settings.INTERFACE_PER_MINUTE,
        "site": settings.SITE_ADDRESS,
    }
    return render(request, "interface/documentation.html", context)
