"""Notifying users. The actions of all rooms call this inside their own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState

from .delivering import Owed, deliver
from .enums import CallVerb, Kind
from .models import Call, Notice
from .models.sentences import stored
from .sides import directory_of


def notify(
    recipients: Iterable[Any],
    sentence: Any,
    url: str,
    *,
    kind: str = Kind.NEWS,
    **params: Any,
) -> list[Notice]:
    """Store one notice for each user in ``recipients``; ``None`` and repeats are skipped.

    ``sentence`` is a ``gettext_lazy`` text whose ``%(name)s`` placeholders are filled from
    ``params``; ``url`` is the page to act on. Both are stored in Chinese whatever language the
    acting user works in. What each recipient wants to leave the product for this ``kind`` is
    queued. Returns the notices.
    """
    people = {user.pk: user for user in recipients if user is not None}
    told = [(user, url, params) for user in people.values()]
    return notify_each(sentence, told, kind=kind)


def notify_each(
    sentence: Any,
    told: Iterable[tuple[Any, str, dict[str, Any]]],
    *,
    kind: str = Kind.NEWS,
    owed: Owed | None = None,
) -> list[Notice]:
    """``notify`` for many, each with their own page and words.

    If nothing that leaves the product arrives, ``owed`` is telephoned.
    """
    made = []
    for user, url, params in told:
        source, words = stored(sentence, params)
        made.append(Notice(recipient=user, kind=kind, sentence=source, params=words, url=url))
    notices = Notice.objects.bulk_create(made)
    deliver(notices, owed)
    return notices


def others(people: Iterable[Any], actor: Actor | None) -> list[Any]:
    """The users in ``people`` without ``actor``, who need no notice of their own action.

    ``None`` in ``people`` is skipped.
    """
    return [person for person in people if person is not None and person != actor]


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark the unread ones among ``notices`` as read; returns how many there were."""
    return notices.filter(read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def tick_off_call(*, call: Call, actor: Actor, note: str = "") -> Call:
    """Record that ``actor`` has telephoned; only the unions can read ``note``.

    Raises ``WrongState`` if somebody ticked it off before.
    """
    made = Call.objects.filter(pk=call.pk, made_at=None)
    facts = {"made_at": timezone.now(), "made_by": account_of(actor)}
    if not made.update(**facts, counted_days=None):  # its deadline does not move any more
        raise WrongState(_("这个电话已经有人打过了。"))
    call.refresh_from_db()
    words = {"whom": call.name}
    record(actor, CallVerb.MADE, call, note=note, audience=Audience.UNIONS, data=words)
    return call


@transaction.atomic
def reveal_number(*, call: Call, actor: Actor) -> str:
    """The number to call; the access is logged. Raises ``Refused`` where none is known."""
    number = directory_of(call.callee).number(call.callee, actor)
    if not number:
        raise Refused(_("没有留电话，请向所在单位或工会打听。"))
    return number
