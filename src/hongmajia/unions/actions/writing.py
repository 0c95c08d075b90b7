"""Writing the facts that differ, and naming them in the log."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from hongmajia.core.acts import field_labels
from hongmajia.core.errors import Refused


def write(thing: Model, facts: Mapping[str, Any]) -> list[str]:
    """Set, check and save what differs; returns the Chinese labels of the fields that changed.

    Raises ``ValidationError`` for facts that cannot be. Things that are given as objects are
    there; nobody asks the database again.
    """
    changed = {name: value for name, value in facts.items() if getattr(thing, name, None) != value}
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.full_clean(exclude=[name for name, value in facts.items() if isinstance(value, Model)])
    with only_one(_("刚才有人先存了同样的内容，请刷新看看。")):
        thing.save()
    return field_labels(type(thing), changed)


@contextmanager
def only_one(message: str) -> Iterator[None]:
    """Of two who write the same in one moment the database lets one through; the other is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(message) from error
