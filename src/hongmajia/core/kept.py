"""What somebody typed when their session had ended, kept until they have signed in again.

A form that is sent without a session leads to the sign-in page and from there to the page of the
form, which fills in what was typed. It is kept encrypted in the session of the browser, for
telephone numbers may be among it; files are not kept. A cookie tells whose session has ended: what
they typed is theirs alone, also in an office where several people use one computer.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from .asked import address_of
from .limits import Limit, asker_of
from .sealing import seal, unseal

NAME = PURPOSE = "kept"
SECONDS = 3600
"""How long it is kept, and the empty session with it."""
LARGEST = 100_000
"""Characters; a longer form is not kept."""
NOT_TYPED = ("csrfmiddlewaretoken", "form_key", "next")
LAST_ACCOUNT = "last_account"
"""The cookie with the key of the account that signed in last; empty once they signed out."""
KEEPING = Limit("kept-typing", 60, SECONDS, words="")
"""Beyond it nobody is refused; what they typed is not kept."""


def return_to_form(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever must sign in to send a form comes back to its page, with its words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        _note_whose(request, response)
        if leads_to_sign_in(response):
            return _by_way_of_sign_in(request, response)
        if request.method == "POST" and NAME in request.session and response.status_code != 403:
            _forget_if_sent(request)
        elif response.status_code == 302 and NAME in request.session:
            hand_on(request, address_of(response.headers["Location"]).path)
        return response

    return middleware


def _note_whose(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser remember who signed in or out by this request."""
    key = getattr(request, LAST_ACCOUNT, None)
    if key is not None:
        response.set_signed_cookie(
            LAST_ACCOUNT,
            key,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def whose(request: HttpRequest) -> str | None:
    """The key of the account whose form this is; ``None`` where nobody signed in yet."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    return request.get_signed_cookie(
        LAST_ACCOUNT, default=None, max_age=settings.SESSION_COOKIE_AGE
    )


def leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether the answer asks for signing in before anything else."""
    place = address_of(response.headers.get("Location", ""))
    is_there = place.path == resolve_url(settings.LOGIN_URL)
    return response.status_code == 302 and is_there and "next=" in place.query


def _by_way_of_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer that leads to the sign-in page; a part of a page cannot hold it."""
    is_part = "HX-Request" in request.headers
    if request.method == "POST":
        keep(request)
    if request.method == "POST" or is_part:
        response = redirect_to_login(page_of(request))
    return HttpResponseClientRedirect(response.headers["Location"]) if is_part else response


def page_of(request: HttpRequest) -> str:
    """The page on which the form of this request is, as its browser says."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    page = address_of(said)
    if page.netloc != request.get_host():
        return request.path
    return f"{page.path}?{page.query}" if page.query else page.path


def keep(request: HttpRequest) -> bool:
    """Keep what was typed for the page of the form; whether there was something to keep."""
    typed = {name: request.POST.getlist(name) for name in request.POST if _is_typed(name)}
    account = whose(request)
    facts = {
        "whose": account,
        "path": address_of(page_of(request)).path,
        "sent_to": request.path,
        "fields": typed,
        "has_files": bool(request.FILES),
        "until": time.time() + SECONDS,
    }
    size = len(json.dumps(facts, ensure_ascii=False))
    if not typed or account == "" or size > LARGEST or not KEEPING.allows(asker_of(request)):
        return False
    request.session[NAME] = seal(facts, PURPOSE)
    if not request.user.is_authenticated:
        request.session.set_expiry(SECONDS)
    return True


def _is_typed(name: str) -> bool:
    return name not in NOT_TYPED and "password" not in name


def kept_in(request: HttpRequest) -> dict[str, Any] | None:
    """What is kept in the session of this browser, for whichever page."""
    return unseal(request.session.get(NAME, ""), PURPOSE)


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """A context processor: ``kept_typing`` was typed for this page, for those signed in again."""
    if NAME not in request.session or not request.user.is_authenticated:
        return {}
    facts = kept_in(request)
    return {"kept_typing": facts} if facts and facts["path"] == request.path else {}


def hand_on(request: HttpRequest, path: str) -> bool:
    """Let the page at ``path`` have what is kept for this one; whether there was something."""
    facts = typed_before(request).get("kept_typing")
    if facts:
        request.session[NAME] = seal(facts | {"path": path}, PURPOSE)
    return bool(facts)


def _forget_if_sent(request: HttpRequest) -> None:
    facts = kept_in(request)
    if facts is None or (request.user.is_authenticated and request.path == facts["sent_to"]):
        del request.session[NAME]


@receiver(user_logged_in)
def _as_long_as_others(request: HttpRequest, user: Any, **_signal: Any) -> None:
    """The session of whoever has signed in lasts as long as any; what others typed is forgotten."""
    setattr(request, LAST_ACCOUNT, str(user.pk))
    if NAME in getattr(request, "session", {}):
        request.session.set_expiry(None)
        facts = kept_in(request)
        if facts is None or facts["whose"] not in (None, str(user.pk)):
            del request.session[NAME]


@receiver(user_logged_out)
def _nobody_any_more(request: HttpRequest, **_signal: Any) -> None:
    setattr(request, LAST_ACCOUNT, "")
