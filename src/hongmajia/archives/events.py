"""The event log of a season as a table: all acts on what belongs to it."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from hongmajia.classes.enums import ClassVerb
from hongmajia.classes.queries import masked_name
from hongmajia.core.acts import sentence
from hongmajia.core.closed_years import years_of
from hongmajia.core.models import Event
from hongmajia.services.enums import ServiceVerb
from hongmajia.unions.models import Season

from .columns import BATCH, Column, columns_of, plain, said

COLUMNS: tuple[Column, ...] = (
    *columns_of(Event, id="编号，越晚越大", at="时间"),
    said("actor", "谁", lambda event: event.actor.display_name if event.actor else "系统"),
    said("words", "做了什么", sentence),
    *columns_of(Event, verb="动作的代号"),
    said("subject", "对什么做的", lambda event: f"{event.subject_type.model}-{event.subject_id}"),
    *columns_of(
        Event, story="属于哪件事的经过", from_state="从哪一步", to_state="到哪一步",
        note="说明", audience="说明给谁看",
    ),
    *columns_of(Event, data="其他内容（JSON）"),
    said("mark", "防改标记，十六进制；日志的封存里有它", lambda event: bytes(event.mark).hex()),
)  # fmt: skip


LEFT_OUT: Mapping[str, tuple[str, ...]] = {ServiceVerb.SIGN_UP_REVEALED: ("whom",)}
"""Act → what its events held earlier of people whose names are in no package."""


LEARNER = "person"
"""Where events of classes name a learner, of whom the package tells the surname only."""


def _without_persons(event: Event) -> dict[str, Any]:
    left_out = LEFT_OUT.get(event.verb, ())
    told = {key: value for key, value in event.data.items() if key not in left_out}
    if event.verb in ClassVerb.values and LEARNER in told:
        told[LEARNER] = masked_name(told[LEARNER])
    return told


def events_of(season: Season) -> Any:
    """All events on things that belong to ``season``, the first first."""
    return Event.objects.filter(reduce(or_, _subjects(season))).order_by("pk")


def _subjects(season: Season) -> Iterator[Q]:
    for model, of in years_of():
        known = ContentType.objects.get_for_model(model)
        if not of.path:
            yield Q(subject_type=known, subject_id=season.pk)
            continue
        keys = model._base_manager.filter(**{of.path: season}).values("pk")
        yield Q(subject_type=known, subject_id__in=keys)


def rows_of(season: Season) -> Iterator[list[Any]]:
    """The values of all events, read in pieces; sentences in the active language."""
    found = events_of(season).select_related("actor", "subject_type")
    for event in found.iterator(chunk_size=BATCH):
        event.data = _without_persons(event)
        yield [plain(column.read(event, event.actor)) for column in COLUMNS]
