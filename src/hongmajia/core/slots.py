"""Slots: places on a page for a link or a part that a room to the right provides.

A page about a need has a slot for the services to it, but the room of needs may not know the room
of services. So each room lists the slots of its pages in ``slots.py`` and declares them in
``registrations.py``; a room to the right fills a slot there with the name of one of its URLs. The
template asks for the address:

    {% slot_url "need.services" need as services_url %}
    {% if services_url %}<div hx-get="{{ services_url }}" hx-trigger="load"></div>{% endif %}
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.urls import get_resolver, reverse
from rules.permissions import permissions

from .actors import Actor


class Filling(NamedTuple):
    """What stands in a slot: a URL by its name, for those who hold ``right`` (all if empty)."""

    url_name: str
    right: str = ""


_slots: dict[str, Filling | None] = {}


def declare_slots(slots: type[StrEnum]) -> None:
    """Make the slots of a room's pages known; ``ImproperlyConfigured`` for one known already."""
    if twice := sorted(_slots.keys() & {str(slot) for slot in slots}):
        raise ImproperlyConfigured(f"slots declared twice: {twice}")
    _slots.update(dict.fromkeys(map(str, slots)))


def fill_slot(slot: StrEnum, url_name: str, *, right: str = "") -> None:
    """Let ``url_name`` stand in ``slot`` for readers who hold ``right`` on the page's object.

    ``ImproperlyConfigured`` for a slot that no room has declared, or that is filled already.
    """
    if slot not in _slots:
        raise ImproperlyConfigured(f"no such slot: {slot}")
    if _slots[slot] is not None:
        raise ImproperlyConfigured(f"slot filled twice: {slot}")
    _slots[str(slot)] = Filling(url_name, right)


def slot_url(slot: str, reader: Actor, *args: Any) -> str:
    """The address that stands in ``slot`` for ``reader``; empty if none does.

    ``args`` are those of the URL, a model instance standing for its key; ``right`` is asked of
    the first. ``LookupError`` for a slot that no room has declared.
    """
    filling = _slots[slot]
    if filling is None or (filling.right and not reader.has_perm(filling.right, *args[:1])):
        return ""
    return reverse(filling.url_name, args=[a.pk if isinstance(a, Model) else a for a in args])


def all_slots() -> dict[str, Filling | None]:
    """Every declared slot with what stands in it."""
    return dict(_slots)


@checks.register(checks.Tags.urls)
def check_fillings(app_configs: Any, **kwargs: Any) -> Iterator[checks.CheckMessage]:
    """Report slots that are filled with the name of no URL, or for a right that no rule gives."""
    known = get_resolver().reverse_dict
    for slot, filling in _slots.items():
        if filling is None:
            continue
        if filling.url_name not in known:
            yield checks.Error(f"slot {slot}: no URL {filling.url_name}", id="hongmajia.E101")
        if filling.right and filling.right not in permissions:
            yield checks.Error(f"slot {slot}: no right {filling.right}", id="hongmajia.E102")
