"""Reminding of overdue things that need no sentence of their own: each once, by one task."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.importing import WAITS, unconfirmed
from hongmajia.core.lives import Life, count, lives
from hongmajia.core.models import ImportJob

from .actions import notify
from .enums import Kind

REMINDER = "notices.tasks.remind_overdue"
"""The name of the task in the tables of lives."""


@dataclass(frozen=True)
class Reminded:
    """What the task has to know of the things of one model."""

    people: Callable[[Any], Iterable[Any]]
    """Who is reminded of a thing."""
    address: Callable[[Any], str]
    """The page on which to act."""
    sentence: Any
    """What they are told; a ``gettext_lazy`` text with ``%(title)s``."""
    only: Q = field(default_factory=Q)
    """Which things count; others are seen to elsewhere."""


_reminded: dict[type[Model], Reminded] = {}


def register_reminded(model: type[Model], how: Reminded) -> None:
    """Let the task remind of the things of ``model``; call it in ``registrations.py``."""
    _reminded[model] = how


def reminded(model: type[Model]) -> Reminded:
    """How things of ``model`` are reminded of."""
    return _reminded[model]


def held(model: type[Model]) -> QuerySet[Any]:
    """The things of ``model`` that this task sees to, overdue or not."""
    of = dict(lives())[model]
    return model._base_manager.filter(_reminded[model].only, state__in=list(_states(of)))


def remind_all() -> None:
    """Remind of everything overdue; what has no clock yet is given one."""
    for model, of in lives():
        start_clocks(model, of)
    for model in _reminded:
        late = held(model).filter(due_at__lt=timezone.now(), reminded_at__isnull=True)
        for item in of_open_years(late).iterator(chunk_size=500):
            _remind(item, _reminded[model])
    _remind_of_tables()


@transaction.atomic
def _remind(item: Any, how: Reminded) -> None:
    """Notify the holders of one thing, unless another process did or it has moved on."""
    as_seen = type(item)._base_manager.filter(pk=item.pk, state=item.state, reminded_at=None)
    if as_seen.update(reminded_at=timezone.now()):
        notify(how.people(item), how.sentence, how.address(item), kind=Kind.ACT, title=item)


def _remind_of_tables() -> None:
    """Remind the owners of checked tables that wait for their confirmation."""
    waiting = unconfirmed().filter(started_at__lt=timezone.now() - WAITS, reminded_at=None)
    for job in waiting.select_related("owner"):
        seen = ImportJob.objects.filter(pk=job.pk, reminded_at=None)
        if seen.update(reminded_at=timezone.now()):
            sentence = gettext_lazy("表格“%(title)s”还没有导入")
            page = reverse("import_job", args=[job.pk])
            notify([job.owner], sentence, page, title=job.file_name)


def start_clocks(model: Any, of: Life) -> None:
    """Start the clock of things that came into their state before it had one."""
    for state, standing in of.standings.items():
        if standing.days:
            for item in model._base_manager.filter(state=state, due_at__isnull=True):
                fields = count(item, standing).fields()
                model._base_manager.filter(pk=item.pk, state=state).update(**fields)


def _states(of: Life) -> Iterator[str]:
    return (state for state, row in of.standings.items() if row.reminder == REMINDER)
