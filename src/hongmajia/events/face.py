"""What the page of an event shows to a reader, before and after it took place."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from hongmajia.core.masking import surname
from hongmajia.people.models import Apprenticeship
from hongmajia.people.naming import name_for
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity
from hongmajia.unions.enums import STAFF

from .models import Seal
from .queries import (
    SOLVED,
    GroupLine,
    firms_present,
    heads_by_group,
    needs_of_event,
    total_of,
)

PHOTOS_SHOWN = 8
"""Photographs on the page itself."""

WORDS_SHOWN = 6
"""Sentences of people on the page itself."""


@dataclass(frozen=True)
class SealLine:
    """A pair as a reader knows it: ``url`` is empty unless they may read the pair itself."""

    master: str
    apprentice: str
    skill: str
    url_key: int | None
    is_sealed: bool


@dataclass(frozen=True)
class Face:
    """All that the main part of the page shows."""

    activity: Activity
    groups: list[GroupLine]
    whole: GroupLine
    agenda: list[Any]
    flags: list[Any]
    seals: list[SealLine]
    agreements: int
    firms: int
    needs: list[Any]
    solved: int
    questions: list[Any]
    photos: list[Any]
    hidden_photos: int
    ceremony: Any

    @property
    def flags_given(self) -> int:
        """How many flags were handed over."""
        return sum(flag.ceremony_id is not None for flag in self.flags)

    @property
    def flags_made(self) -> int:
        """How many flags are made."""
        return sum(flag.is_made for flag in self.flags)

    @property
    def pairs_sealed(self) -> int:
        """How many pairs were sealed."""
        return sum(seal.is_sealed for seal in self.seals)

    @property
    def is_after(self) -> bool:
        """Whether it began and there is something to tell: people, a ceremony, a record."""
        told = (self.whole.came, self.ceremony, self.questions, self.photos)
        return self.activity.is_over and (any(told) or self.activity.state == ActivityState.HELD)


def face_of(activity: Activity, reader: Any) -> Face:
    """Load the page of an event; the number of queries does not depend on its size."""
    knows = reader.pk and reader.holds(activity.union.path, *STAFF)
    groups = heads_by_group(activity)
    ceremony = getattr(activity, "ceremony", None)
    pairs = list(_seals(activity))
    asked: Any = needs_of_event(activity)
    needs = list(asked.with_details())
    photos = list(activity.event_photos.all())
    shown = [photo for photo in photos if knows or photo.may_be_published]
    return Face(
        activity=activity, groups=groups, whole=total_of(groups),
        agenda=list(activity.agenda.select_related("speaker")),
        flags=list(activity.flags.select_related("team")),
        seals=[_line(seal, reader, knows) for seal in pairs],
        agreements=sum(
            bool(seal.ceremony_id and seal.apprenticeship.signed_on) for seal in pairs
        ),
        firms=firms_present([activity.pk]).count(),
        needs=needs, solved=sum(need.state in SOLVED for need in needs),
        questions=list(activity.questions.select_related("answered_by__artisan")),
        photos=shown, hidden_photos=len(photos) - len(shown), ceremony=ceremony,
    )  # fmt: skip


def _seals(activity: Activity) -> Any:
    masters = ("master__artisan", "master__union", "union")
    pairs = Prefetch("apprenticeship", Apprenticeship.objects.select_related(*masters))
    return Seal.objects.filter(activity=activity).prefetch_related(pairs)


def _line(seal: Seal, reader: Any, knows: bool) -> SealLine:
    """The public knows an apprentice by the surname only, as 小余 (ADR 102)."""
    pair = seal.apprenticeship
    name = pair.apprentice_name
    little = name if knows else _("小%(surname)s") % {"surname": surname(name.removeprefix("小"))}
    return SealLine(
        master=name_for(reader, pair.master), apprentice=little, skill=pair.skill,
        url_key=pair.pk if knows else None, is_sealed=seal.ceremony_id is not None,
    )  # fmt: skip
