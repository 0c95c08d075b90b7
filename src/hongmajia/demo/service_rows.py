"""The rows of services, collected and then written in bulk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from hongmajia.core.indexes import put_words
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Confirmation,
    Evidence,
    Milestone,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)
from hongmajia.unions.models import User


@dataclass
class ServiceRows:
    """Rows and events that are to be written."""

    activities: list[Activity] = field(default_factory=list)
    served: list[tuple[Activity, Engagement]] = field(default_factory=list)
    parts: list[Model] = field(default_factory=list)
    """Rows that refer to activities or engagements: records, attendances, confirmations …"""
    events: list[tuple[datetime, User | None, str, Any, dict[str, Any]]] = field(
        default_factory=list
    )
    """(time, actor, verb, subject, data) of each event."""


def save_rows(rows: ServiceRows, batch: int) -> None:
    """Save the rows, table by table, referenced tables first; then the events.

    ``batch`` is the number of rows of one insert.
    """
    Activity.objects.bulk_create(rows.activities, batch_size=batch)
    put_words(Activity, (activity.pk for activity in rows.activities))
    through = Activity.engagements.through
    through.objects.bulk_create(
        (through(activity=a, engagement=e) for a, e in rows.served), batch_size=batch
    )
    kinds: tuple[type[Any], ...] = (
        ServiceRecord, Attendance, SignUp, Suggestion, Training, Milestone, Confirmation,
        Evidence, CallBack,
    )  # fmt: skip
    for kind in kinds:
        parts = [part for part in rows.parts if isinstance(part, kind)]
        kind._default_manager.bulk_create(parts, batch_size=batch)
    _write_events(rows, batch)


def _write_events(rows: ServiceRows, batch: int) -> None:
    types = {kind: ContentType.objects.get_for_model(kind) for kind in (Activity, Engagement)}
    events = [
        Event(
            at=at, actor=actor, verb=verb, subject_type=types[type(subject)],
            subject_id=subject.pk, story=subject.story, data={**_named(subject), **data},
        )
        for at, actor, verb, subject, data in rows.events
    ]  # fmt: skip
    Event.objects.bulk_create(sorted(events, key=lambda event: event.at), batch_size=batch)


def _named(subject: Activity | Engagement) -> dict[str, Any]:
    """The names that the sentence of an event on ``subject`` needs."""
    if isinstance(subject, Engagement):
        return {"helper": subject.helper.public_name}
    return {"title": subject.title, "office": subject.union.name}


def log_time(moment: datetime) -> str:
    """A time in the form in which events store it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
