"""The background task that sends invitations by SMS a few at a time, such as those of an import.

It takes half of what the installation may send in an hour and a day, so that codes to sign in and
other messages never wait for invitations.
"""

from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from hongmajia.core.errors import TooOften
from hongmajia.core.limits import Limit
from hongmajia.core.queues import SHORT
from hongmajia.notices.texting import DAY, HOUR, can_text

from .actions import text
from .models import Invitation

AT_ONCE = 200
"""Invitations that one run of the task sends; it runs every few minutes."""
SHARE = 2
"""One of so many messages may be an invitation."""
WORDS = _("邀请短信这一阵发得够多了，请%(minutes)s分钟以后再试。")


@task(queue_name=SHORT)
def text_waiting() -> None:
    """Send the invitations that wait for it, the oldest first, as far as the limits allow."""
    if not can_text():
        return
    for pk in Invitation.objects.to_text().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        try:
            _take()
        except TooOften:
            return
        _text(pk)


@transaction.atomic
def _text(pk: int) -> None:
    """Send one, unless that was done, it was printed, or it has ended meanwhile."""
    rows = Invitation.objects.to_text().select_for_update(of=("self",))
    for invitation in rows.select_related("user", "union").filter(pk=pk):
        with suppress(TooOften):  # its number has had enough messages today
            text(invitation)


def _take() -> None:
    """Count one message; raises ``TooOften``."""
    Limit("invitations-an-hour", an_hour(), HOUR, WORDS).take("all")
    Limit("invitations-a-day", settings.SMS_PER_DAY // SHARE, DAY, WORDS).take("all")


def an_hour() -> int:
    """How many invitations may go out in an hour."""
    return int(settings.SMS_PER_HOUR) // SHARE
