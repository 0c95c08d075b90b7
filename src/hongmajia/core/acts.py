"""The event log: recording acts, and putting an event into words."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, TextChoices
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .actors import Actor, account_of
from .closed_years import refuse_act
from .enums import Audience
from .models import Event
from .signals import acted, acted_together
from .standing_in import whose_deputy

MASTER = re.compile(r"\w{1,2}师傅")
ISO = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")

DEPUTIES = {"helper": "for_helper", "actor": "for_asker"}
"""Who acts, by their name in ``Event.data`` → the name of the union that acted for them.

``noted_by`` names a union that only wrote down what the helper did, ``stands_in`` the person as
whose deputy the actor acted (``standing_in``).
"""

_sentences: dict[str, Any] = {}


def register_verbs(verbs: type[TextChoices]) -> None:
    """Register a room's verbs: value ``need.listed``, label the sentence ``%(actor)s列入清单``.

    Raises ``ImproperlyConfigured`` for a verb that is registered already.
    """
    if twice := sorted(_sentences.keys() & set(verbs.values)):
        raise ImproperlyConfigured(f"verbs registered twice: {twice}")
    _sentences.update(zip(verbs.values, (verb.label for verb in verbs), strict=True))


def all_verbs() -> list[str]:
    """Return every registered verb."""
    return list(_sentences)


def sentence_of(verb: str) -> Any:
    """Return the sentence of a registered verb, with its placeholders."""
    return _sentences[verb]


def record(
    actor: Actor | None,
    verb: str,
    subject: Model,
    *,
    from_state: str = "",
    to_state: str = "",
    note: str = "",
    audience: Audience = Audience.EVERYONE,
    data: dict[str, Any] | None = None,
) -> Event:
    """Append one act to the event log and send it to the rooms to the right (``signals.acted``).

    ``actor`` is a user, an anonymous visitor or ``None`` (the system). ``data`` fills the verb's
    sentence. Raises ``LookupError`` for a verb that no room has registered: no page could put it
    into words; ``YearClosed`` for an act on what belongs to a closed year.
    """
    event = _event(
        actor, verb, subject, data,
        from_state=from_state, to_state=to_state, note=note, audience=audience,
    )  # fmt: skip
    event.save()
    _tell([event], [subject])
    return event


def record_all(
    actor: Actor | None, verb: str, acts: Iterable[tuple[Model, dict[str, Any]]]
) -> list[Event]:
    """``record`` for many acts of one kind at once: each a subject with its data."""
    subjects, events = [], []
    for subject, data in acts:
        subjects.append(subject)
        events.append(_event(actor, verb, subject, data))
    if events:
        Event.objects.bulk_create(events)
        _tell(events, subjects)
    return events


def _event(
    actor: Actor | None, verb: str, subject: Model, data: dict[str, Any] | None, **facts: Any
) -> Event:
    if str(verb) not in _sentences:
        raise LookupError(f"unknown verb: {verb}")
    refuse_act(verb, subject, actor)
    whom = whose_deputy(actor, subject)
    return Event(
        actor=account_of(actor),
        verb=str(verb),
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        story=getattr(subject, "story", ""),
        data={**(data or {}), **({"stands_in": whom} if whom else {})},
        **facts,
    )


def _tell(events: Sequence[Event], subjects: Sequence[Model]) -> None:
    """Send acts on subjects of one model to the rooms to the right."""
    sender = type(subjects[0])
    for event, subject in zip(events, subjects, strict=True):
        acted.send(sender=sender, event=event, subject=subject)
    acted_together.send(sender=sender, events=events, subjects=subjects)


def in_chinese(label: Any) -> str:
    """Return a label in Chinese, as events and notices store it, whatever the current language."""
    with translation.override("zh-hans"):
        return str(label)


def field_labels(model: type[Model], names: Iterable[str]) -> list[str]:
    """Return the Chinese labels of some fields of ``model``, as events store them."""
    fields = {field.name: field for field in model._meta.fields}
    return [in_chinese(fields[name].verbose_name) for name in names]


def sentence(event: Event) -> str:
    """Return the event as a sentence in the reader's language."""
    words = localised(event.data)
    words["actor"] = words.get("actor") or (event.actor.display_name if event.actor else _("系统"))
    for who, deputy in DEPUTIES.items():
        if deputy in words:
            names = {"office": words[deputy], "who": words[who]}
            words[who] = _("%(office)s代%(who)s") % names
    told = str(_sentences[event.verb]) % words
    if whom := words.get("stands_in"):
        told = _("%(told)s（代%(whom)s办理）") % {"told": told, "whom": whom}
    if office := words.get("noted_by"):
        return _("%(told)s（%(office)s代记）") % {"told": told, "office": office}
    return told


def localised(words: dict[str, Any]) -> dict[str, Any]:
    """Return stored words of an event or a notice in the reader's language.

    They are stored thus: labels in Chinese, days and moments in ISO 8601, names of fields as a list
    or joined by ``、``, a person as ``董师傅``. All else is returned as it is.
    """
    told = {key: _localised(value) for key, value in words.items()}
    if isinstance(fields := words.get("fields"), str):
        told["fields"] = _localised(fields.split("、"))
    return told


def _localised(value: Any) -> Any:
    if isinstance(value, list):
        return _("、").join(_localised(word) for word in value)
    if not isinstance(value, str) or not value:
        return value
    if ISO.fullmatch(value):
        format_name = "DATE_FORMAT" if len(value) == len("2026-05-18") else "SHORT_DATETIME_FORMAT"
        return date_format(datetime.fromisoformat(value), format_name)
    if MASTER.fullmatch(value):
        return _("%(surname)s师傅") % {"surname": value.removesuffix("师傅")}
    return _(value)
