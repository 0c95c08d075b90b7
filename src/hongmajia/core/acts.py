"""The log of acts: writing it, and putting an entry into words."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, TextChoices
from django.utils.translation import gettext as _

from .enums import Audience
from .models import Event
from .signals import acted

_sentences: dict[str, Any] = {}


def register_verbs(verbs: type[TextChoices]) -> None:
    """A room's verbs: value ``need.listed``, label the sentence, such as ``%(actor)s列入清单``."""
    _sentences.update(zip(verbs.values, (verb.label for verb in verbs), strict=True))


def record(
    actor: Any,
    verb: str,
    subject: Model,
    *,
    from_state: str = "",
    to_state: str = "",
    note: str = "",
    audience: Audience = Audience.EVERYONE,
    data: dict[str, Any] | None = None,
) -> Event:
    """Append one act to the log and let the rooms to the right hear it.

    ``actor`` is a user, an anonymous visitor or ``None`` (the system).
    """
    event = Event.objects.create(
        actor=actor if actor is not None and actor.pk else None,
        verb=str(verb),
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        story=getattr(subject, "story", ""),
        from_state=from_state,
        to_state=to_state,
        note=note,
        audience=audience,
        data=data or {},
    )
    acted.send(sender=type(subject), event=event, subject=subject)
    return event


def sentence(event: Event) -> str:
    """The act in words, with its person as the subject."""
    actor = event.data.get("actor") or (event.actor.display_name if event.actor else _("系统"))
    return str(_sentences[event.verb]) % {**event.data, "actor": actor}
