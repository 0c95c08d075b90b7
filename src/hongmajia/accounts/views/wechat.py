"""The page on which one agrees, in 微信, to messages from us."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hongmajia.core.addresses import absolute
from hongmajia.notices.channels.protocol import NotDelivered
from hongmajia.notices.channels.registry import is_open
from hongmajia.notices.channels.wechat.page import buttons, configuration
from hongmajia.notices.consenting import consent
from hongmajia.notices.enums import Kind
from hongmajia.notices.models import WeChatConsent

from ..providers.wechat import is_inside


@login_required
@never_cache
def own_wechat(request: HttpRequest) -> HttpResponse:
    """Which kinds one gets in 微信; the button of 微信, where it can be shown."""
    if not is_open("wechat"):
        raise Http404
    if request.method == "POST":
        return _save(request)
    context: dict[str, Any] = {"section": "me", "kinds": _kinds(request.user)}
    context |= {"inside": is_inside(request), "linked": _is_linked(request.user)}
    context |= {"here": absolute(request.path)}
    asks = context["inside"] and context["linked"]
    if asks:
        context |= _asked(absolute(request.get_full_path()))
    response = render(request, "accounts/wechat.html", context)
    if asks:
        _allow_script(response)
    return response


def _save(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    n = consent(user=user, details=request.POST.get("details", ""))
    if n:
        messages.success(request, _("订阅好了，以后在微信里告诉您。"))
    else:
        messages.info(request, _("没有订阅，不会在微信里发给您。"))
    return redirect("own_wechat")


def _kinds(user: Any) -> list[dict[str, Any]]:
    """The kinds that have a template, and whether the user agreed to it."""
    agreed = set(WeChatConsent.objects.filter(user=user).values_list("template", flat=True))
    templates = settings.WECHAT_TEMPLATES
    return [
        {"label": kind.label, "agreed": templates[kind].id in agreed, "once": templates[kind].once}
        for kind in Kind
        if kind in templates
    ]


def _is_linked(user: Any) -> bool:
    ours = f"{settings.WECHAT_NOTICES['id']} "
    rows = SocialAccount.objects.filter(user=user, provider="wechat", uid__startswith=ours)
    return rows.exists()


def _asked(url: str) -> dict[str, Any]:
    """What the button needs; nothing but a sentence where 微信 does not answer."""
    try:
        found = configuration(url)
    except NotDelivered as error:
        return {"trouble": error.in_words()}
    return {"config": found, "buttons": buttons(), "script": settings.WECHAT_NOTICES["script"]}


def _allow_script(response: HttpResponse) -> None:
    """Let this one page load the script of 微信, which draws its button with styles of its own."""
    source = settings.WECHAT_NOTICES["script"]
    allowed = {"script-src": ["'self'", source], "style-src": ["'self'", "'unsafe-inline'"]}
    response._csp_update = allowed  # type: ignore[attr-defined]
