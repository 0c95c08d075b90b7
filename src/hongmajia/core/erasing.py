"""Erasing a person: no row, version, event, message, file or index holds their values any more.

The rows stay, so that figures stay equal: what was asked, done and confirmed was so. Rooms say what
stands against it (``register_obstacle``), and end what would go on working for the person
(``signals.person_leaves``). What was erased is noted in a journal, from which it is erased again
after an older backup was restored (``core.erasures``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Model

from .actors import Actor
from .erased_events import mask_events
from .erased_rows import Stored, replace_values
from .erased_texts import files_with, mask_texts, near_rows, renew_search
from .erasures import note_erasure
from .errors import Refused
from .indexes import compact_words
from .signals import person_leaves
from .whose_rows import Person, TheirRows

Obstacle = Callable[[TheirRows], Iterable[str]]
"""Says in sentences what stands against erasing: something is open, or a law says to keep it."""

_obstacles: list[Obstacle] = []


def register_obstacle(obstacle: Obstacle) -> None:
    """Let a room say what stands against erasing a person."""
    _obstacles.append(obstacle)


@dataclass(frozen=True)
class Erased:
    """How much was erased."""

    rows: int
    texts: int
    events: int
    files: int


def obstacles(rows: TheirRows) -> list[str]:
    """A sentence for each thing that stands against erasing the person."""
    return list(dict.fromkeys(words for obstacle in _obstacles for words in obstacle(rows)))


@transaction.atomic
def erase_person(*, actor: Actor | None, subject: Model, person: Person) -> Erased:
    """Erase a person of whom ``subject`` is known: their account, or a need that they asked.

    Raises ``Refused`` with a sentence for each thing that stands against it; then nothing changes.
    Files are deleted when the transaction ends.
    """
    rows = TheirRows(person)
    if against := obstacles(rows):
        raise Refused(" ".join(against))
    return _erase(actor, subject, rows)


@transaction.atomic
def erase_again(*, subject: Model, person: Person) -> Erased:
    """Erase a person who had been erased before an older backup was restored.

    What stood against it then did not, so it is not asked again.
    """
    return _erase(None, subject, TheirRows(person))


def _erase(actor: Actor | None, subject: Model, rows: TheirRows) -> Erased:
    traces, near = rows.traces(), near_rows(rows)
    person_leaves.send(sender=type(subject), rows=rows, actor=actor)
    files: list[Stored] = list(replace_values(rows))
    texts = mask_texts(traces, near)
    for model, key, name in list(files_with(traces)):
        file = getattr(model._base_manager.get(pk=key), name)
        files.append((file.storage, file.name))
        model._base_manager.filter(pk=key).update(**{name: ""})
    events = mask_events(actor, subject, traces, rows.stories)
    for keys in (near, texts):
        renew_search(keys)
    compact_words()
    note_erasure(subject)
    transaction.on_commit(partial(_delete, files))
    count = sum(len(keys) for _entry, keys in rows.by_entry)
    return Erased(rows=count, texts=sum(map(len, texts.values())), events=events, files=len(files))


def _delete(files: Iterable[Stored]) -> None:
    for storage, name in files:
        storage.delete(name)
