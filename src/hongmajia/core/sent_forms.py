"""A form that is sent twice is carried out once, with or without scripts.

Each form is rendered with a random key (``csrf_token`` in ``templatetags/ui.py``). What arrives
with the same key, content, address and account as before is answered with the redirect of the first
answer. Refused forms are forgotten, so that they can be sent again. Scripts that send a form name
themselves in a header and get the address in a header, because a browser follows redirects before
the script sees them.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from .asked import address_of
from .kept import leads_to_sign_in
from .models import SentForm
from .refused_pages import ASKED, keep_page, kept_page

KEY = "form_key"
"""The name of the hidden field."""
SCRIPT, PLACE = "X-Sent-By", "X-Lead-To"
"""Headers: a script sent this form; where its answer leads."""
PASSWORD = re.compile(r"password\d?$")
"""Names of fields with a password, of which nothing is kept; ``password_days`` is none of them."""
KEPT = timedelta(days=30)
"""How long a form is known; as long as browsers keep what was typed (``drafts.js``)."""
ABANDONED = timedelta(minutes=2)
"""After so long without an answer the process has died, and the form may be carried out again."""
PATIENCE = 10
"""Seconds that the second request waits for the answer to the first."""
REPEATABLE = ("/logout/", "/language/")
"""Addresses to which a page that was gone back to may send the same again."""


def send_once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whatever is sent twice is answered as the first time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _has_key(request):
            return get_response(request)
        if ASKED in request.POST:
            return kept_page(request)
        digest = _digest_of(request)
        place = _claimed(digest)
        if place is None:
            return _busy(request)
        if place:
            messages.info(request, _("您刚才提交的已经收到，没有重复提交。"))
            return _led(request, HttpResponseRedirect(place))
        return _led(request, _carried_out(digest, get_response, request))

    return middleware


def _has_key(request: HttpRequest) -> bool:
    """Whether this is a form that is carried out once; parts of pages may be sent again."""
    if request.method != "POST" or request.path in REPEATABLE or "HX-Request" in request.headers:
        return False
    try:
        fields = request.POST
    except UnreadablePostError:  # the protection against forgery answers it
        return False
    return (KEY in fields or ASKED in fields) and not any(map(PASSWORD.search, fields))


def _digest_of(request: HttpRequest) -> str:
    """What tells this form from all others: key, content, address and account."""
    found = sha256(ascii((request.user.pk, request.get_full_path())).encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            found.update(ascii((name, values)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            found.update(ascii((name, upload.name, upload.size)).encode())
            for chunk in upload.chunks():
                found.update(chunk)
            upload.seek(0)
    return found.hexdigest()


def _claimed(digest: str) -> str | None:
    """Where the first answer led; empty if this is the first; ``None`` if it is still at work."""
    until = time.monotonic() + PATIENCE
    while True:
        row, is_first = SentForm.objects.get_or_create(digest=digest)
        if is_first or row.place:
            return row.place
        if row.at < timezone.now() - ABANDONED:
            return "" if _taken_over(row) else None
        if time.monotonic() > until:
            return None
        time.sleep(0.2)


def _taken_over(row: SentForm) -> bool:
    """Whether this request, and no other, goes on where a process has died."""
    rows = SentForm.objects.filter(digest=row.digest, place="", at=row.at)
    return bool(rows.update(at=timezone.now()))


def _carried_out(
    digest: str, get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest
) -> HttpResponse:
    """The answer to the first; only what led on was carried out and is remembered."""
    rows = SentForm.objects.filter(digest=digest)
    try:
        response = get_response(request)
    except BaseException:
        rows.delete()
        raise
    if response.status_code in (302, 303) and not leads_to_sign_in(response):
        rows.update(place=response.headers["Location"])
    else:
        rows.delete()
    return response


def _led(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer for a script: it reads where to go instead of being taken there.

    A page that refuses the form is kept for it (``refused_pages``).
    """
    if SCRIPT not in request.headers:
        return response
    if response.status_code not in (302, 303):
        keep_page(request, request.POST[KEY], response)
        return response
    if leads_to_sign_in(response):
        return response
    return HttpResponse(status=204, headers={PLACE: response.headers["Location"]})


def _busy(request: HttpRequest) -> HttpResponse:
    words = _("您刚才提交的还在处理，请过一会儿刷新这一页，不会重复提交。")
    back = address_of(request.headers.get("Referer", "")).path or "/"
    page = render(request, "core/refused.html", {"message": words, "back": back}, status=503)
    page["Retry-After"] = "5"
    return page


def forget_sent_forms() -> None:
    """Forget what browsers do not send again any more."""
    SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()
