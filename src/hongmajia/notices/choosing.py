"""Saving how somebody wants to be told, numbers that want no SMS, and trying the ways."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.errors import Refused
from hongmajia.core.limits import Limit
from hongmajia.spelling import read_phone

from .delivering import deliver_by_all
from .enums import URGENT, Kind
from .models import Notice, OptOut, Preference
from .models.sentences import stored
from .ways import NONE, chosen, preferences_of, ways_of

TESTED = Limit("channels-tested", 3, 600, gettext_lazy("刚刚试过，请%(minutes)s分钟以后再试。"))
WEEK = timedelta(days=7)


def choose_channels(*, user: Any, ticked: dict[str, list[str]], **facts: Any) -> Preference:
    """Save by which channels ``user`` hears of each kind, and when; ``facts`` are model fields.

    Deliveries that wait follow the new choice. Raises ``Refused`` where an urgent kind would reach
    nobody although there is a way.
    """
    ways = ways_of([user]).get(user.pk, NONE)
    for kind in URGENT:
        can = set(ways.carrying(kind))
        if can and not can.intersection(ticked.get(kind, ())):
            raise Refused(_("“%(kind)s”至少留一样。") % {"kind": Kind(kind).label})
    saved, _made = Preference.objects.update_or_create(
        user=user, defaults={"ticked": ticked, **facts}
    )
    return saved


def opt_out(phone: str) -> None:
    """Send no SMS about needs and activities to this number any more; codes still go there."""
    OptOut.objects.get_or_create(phone=read_phone(phone))


def opt_in(phone: str) -> None:
    """Send SMS to this number again."""
    OptOut.objects.filter(phone=phone).delete()


def has_opted_out(phone: str) -> bool:
    """Whether the owner of the number wants no SMS."""
    return OptOut.objects.filter(phone=phone).exists()


@transaction.atomic
def send_test(*, user: Any) -> int:
    """Send a test by every open way; to how many. Raises ``TooOften``."""
    TESTED.take(f"account-{user.pk}")
    source, words = stored(gettext_lazy("这是一条测试消息，收到就说明通了"), {})
    notice = Notice.objects.create(
        recipient=user, kind=Kind.SECURITY, sentence=source, params=words, url="/me/messages/"
    )
    return deliver_by_all(notice)


def last_week(user: Any) -> Counter[str]:
    """How many messages the notices of the last week would be by the present choice, by channel."""
    ways = ways_of([user]).get(user.pk, NONE)
    preference = preferences_of([user]).get(user.pk)
    told = Notice.objects.filter(recipient=user, sent_at__gte=timezone.now() - WEEK)
    kinds = Counter(told.values_list("kind", flat=True))
    return Counter(
        {
            way: sum(
                n
                for kind, n in kinds.items()
                if way in chosen(preference, kind, ways.carrying(kind))
            )
            for way in ways
        }
    )
