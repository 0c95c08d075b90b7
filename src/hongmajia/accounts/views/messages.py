"""How one wants to be told: channels for each kind, quiet hours, the mail address."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import refusal_shown_on
from hongmajia.notices.channels.registry import IDENTITIES, LABELS, is_open
from hongmajia.notices.choosing import choose_channels, last_week, send_test
from hongmajia.notices.models import Preference
from hongmajia.notices.ways import NONE, ways_of

from ..actions.mail_address import enter_mail, entered_with, remove_mail, verify_mail
from ..message_forms import ConfirmedForm, MailForm, MessagesForm


@login_required
@never_cache
def own_messages(request: HttpRequest) -> HttpResponse:
    """Which kinds of notices come by which channel, and when."""
    user: Any = request.user
    ways = ways_of([user]).get(user.pk, NONE)
    known = Preference.objects.filter(user=user).first() or Preference(user=user)
    form = MessagesForm(request.POST or None, instance=known, ways=ways)

    def save() -> HttpResponse:
        choose_channels(user=user, **form.choice())
        messages.success(request, _("存好了。"))
        return redirect("own_messages")

    context = {"section": "me", "back": _me(), "ways": ways, **_reached(user, ways)}
    return answer_form(request, form, save, template="accounts/messages.html", **context)


def _reached(user: Any, ways: dict[str, str]) -> dict[str, Any]:
    """What the page says of the ways to reach the user."""
    week = last_week(user)
    linked = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    return {
        "week": sum(week.values()),
        "week_sms": week["sms"],
        "mails": EmailAddress.objects.filter(user=user).order_by("-verified", "pk"),
        "sms_is_open": is_open("sms"),
        "elsewhere": [
            {
                "name": name,
                "label": LABELS[name],
                "reached": name in ways,
                "linked": name in linked,
            }
            for name in IDENTITIES
            if is_open(name)
        ],
    }


@login_required
@require_POST
def try_messages(request: HttpRequest) -> HttpResponse:
    """Send a test by every open way."""
    n = send_test(user=request.user)
    if n:
        messages.success(request, _("试发了%(n)s条，收到就说明通了。") % {"n": n})
    else:
        messages.error(request, _("还没有能发的方式。消息在这里的“消息”页看。"))
    return redirect("own_messages")


@login_required
@never_cache
def own_mail(request: HttpRequest) -> HttpResponse:
    """Enter or change the mail address; a link goes to it."""
    user: Any = request.user
    form = MailForm(request.POST or None)

    def send() -> HttpResponse:
        enter_mail(user=user, email=form.cleaned_data["email"])
        messages.success(request, _("核对信正在发出，请打开邮箱，点信里的网址。"))
        return redirect("own_messages")

    words = {"title": _("填邮箱"), "submit": _("发核对信")}
    lead = _("先往这个邮箱发一封核对信，点了信里的网址才往那里发消息。")
    back = (reverse("own_messages"), _("消息怎么发给我"))
    return form_page(request, form, send, section="me", back=back, lead=lead, **words)


@login_required
@require_POST
def own_mail_remove(request: HttpRequest) -> HttpResponse:
    """Delete the mail address."""
    user: Any = request.user
    remove_mail(user=user)
    messages.success(request, _("邮箱去掉了，不再发邮件。"))
    return redirect("own_messages")


@never_cache
def own_mail_check(request: HttpRequest, key: str) -> HttpResponse:
    """The page that the link leads to; a button verifies, since programs open links too."""
    entered = entered_with(key)
    form = ConfirmedForm(request.POST if request.method == "POST" else None)
    if entered and request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            verify_mail(entered=entered)
            messages.success(request, _("邮箱核对好了。"))
            return redirect("own_messages")
    context = {"entered": entered, "form": form, "section": "me"}
    return render(request, "accounts/mail_check.html", context, status=200 if entered else 404)


def _me() -> tuple[str, str]:
    return reverse("me"), _("我的")
