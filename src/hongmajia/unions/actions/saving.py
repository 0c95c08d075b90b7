"""Saving the changed fields of a model, and refusing duplicates."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from hongmajia.core.acts import field_labels
from hongmajia.core.errors import Refused


def save_changes(instance: Model, facts: Mapping[str, Any]) -> list[str]:
    """Set the fields in ``facts``, validate and save; returns the Chinese labels of those changed.

    Raises ``ValidationError`` for invalid values, ``Refused`` when somebody else has just saved a
    row with the same unique value.
    """
    changed = {
        name: value for name, value in facts.items() if getattr(instance, name, None) != value
    }
    for name, value in changed.items():
        setattr(instance, name, value)
    # A related object was loaded by the caller; validating it would only query for it again.
    instance.full_clean(exclude=[name for name, value in facts.items() if isinstance(value, Model)])
    with refuse_duplicate(_("刚才有人先存了同样的内容，请刷新看看。")):
        instance.save()
    return field_labels(type(instance), changed)


@contextmanager
def refuse_duplicate(message: str) -> Iterator[None]:
    """Raise ``Refused(message)`` when a constraint of the database rejects what the block saves.

    This covers two requests that save the same unique value at the same time.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(message) from error
