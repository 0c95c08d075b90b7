"""SMS to people without an account, each with the address of the page of their need."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.core.errors import TooOften
from hongmajia.core.validators import validate_phone
from hongmajia.spelling import read_phone

from .enums import URGENT, DeliveryState
from .models import Delivery, OptOut, Preference
from .models.sentences import Line
from .sending import send_delivery
from .sides import Callee, Reach, directory_of
from .texting import can_text, take_sms
from .timing import quiet_until
from .wording import CODE, SEVERAL_OF_NEED, fitted, places, sms_sentence, told_as

WORTH_SENDING = timedelta(hours=6)
"""After these in which no SMS could be sent, the person is telephoned."""


def text_callee(callee: Callee, line: Line, url: str, story: str, kind: str) -> bool:
    """Queue an SMS with what ``line`` says; whether one was queued or joined.

    None is where there is no gateway, no number, no sentence with a template, too many SMS to the
    number, or an owner of it who wants none.
    """
    reach = _reach(callee) if can_text() else None
    name = told_as(line["sentence"], reach.page) if reach else ""
    if not (reach and name) or OptOut.objects.filter(phone=reach.phone).exists():
        return False
    until = None if kind in URGENT else quiet_until(Preference(), timezone.now())
    if until and reach.page == "track" and _joined(callee, line, reach, until):
        return True
    try:
        take_sms(reach.phone)
    except TooOften:
        return False
    _queue(_made(callee, line, reach, name, until), url=url, story=story)
    return True


def would_text(callee: Callee) -> bool:
    """Whether the person is told by SMS: there is a gateway, a number, and no wish for none."""
    reach = _reach(callee) if can_text() else None
    return reach is not None and not OptOut.objects.filter(phone=reach.phone).exists()


def _reach(callee: Callee) -> Reach | None:
    """How the person gets SMS; ``None`` without a number that can receive any."""
    find = directory_of(callee.subject).reach
    reach = find(callee.subject) if find else None
    if reach is None:
        return None
    phone = read_phone(reach.phone)
    try:
        validate_phone(phone)
    except ValidationError:
        return None
    return replace(reach, phone=phone)


def _words(line: Line, name: str, reach: Reach) -> dict[str, Any]:
    """The sentence of that name and what fills it."""
    sentence = sms_sentence(name)
    known = {**line["params"], CODE: reach.code}
    params = fitted({place: known[place] for place in places(sentence)})
    return {"name": name, "sentence": sentence, "params": params}


def _made(callee: Callee, line: Line, reach: Reach, name: str, until: datetime | None) -> Delivery:
    leaves = until or timezone.now()
    return Delivery(
        channel="sms",
        lines=[line],
        phone=reach.phone,
        callee_type=ContentType.objects.get_for_model(callee.subject),
        callee_id=callee.subject.pk,
        union=callee.union,
        due_at=leaves,
        gathers_until=until if reach.page == "track" else None,
        expires_at=leaves + WORTH_SENDING,
        **_words(line, name, reach),
    )


def _queue(delivery: Delivery, *, url: str, story: str) -> None:
    delivery.url, delivery.story = url, story
    delivery.save()
    send_delivery.enqueue(delivery.pk)


def _joined(callee: Callee, line: Line, reach: Reach, until: datetime) -> bool:
    """Whether a message to the same person waits for that hour; the line joins it."""
    waiting = (
        Delivery.objects.select_for_update(of=("self",))
        .filter(
            channel="sms", gathers_until=until, state=DeliveryState.QUEUED,
            callee_type=ContentType.objects.get_for_model(callee.subject),
            callee_id=callee.subject.pk,
        )
        .first()
    )  # fmt: skip
    if waiting is None:
        return False
    waiting.lines = [*waiting.lines, line]
    several = {"sentence": "", "params": {"n": str(len(waiting.lines))}}
    for field, value in _words(several, SEVERAL_OF_NEED, reach).items():
        setattr(waiting, field, value)
    waiting.save(update_fields=["lines", "name", "sentence", "params"])
    return True
