"""Public texts hold no person: records are saved with marks, and their originals kept apart.

Whatever reads a column (a page, a list, the API, the search, an export, a paper) so reads the text
with marks. The original is read by ``original_texts``, by an action that logs it.
"""

from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType

from hongmajia.privacy import (
    Find,
    Firm,
    Kind,
    blanked,
    carried_over,
    find_persons,
    is_public,
    joined,
)

from .indexes import renew_words
from .models import Original, Withholding

BY_OFFICES = frozenset({Kind.LANDLINE, Kind.CALLED, Kind.STREET})
"""What may stand in texts of unions and helpers: the office's telephone and street, 丁师傅."""


class Whose(NamedTuple):
    """Whom a text may give away, and who and what may stand in it."""

    firms: tuple[Firm, ...] = ()
    persons: tuple[str, ...] = ()
    public_names: tuple[str, ...] = ()
    shown: frozenset[Kind] = frozenset()

    def finds(self, text: str) -> list[Find]:
        """Return what is to be blanked in ``text``."""
        found = find_persons(
            text, firms=self.firms, persons=self.persons, public_names=self.public_names
        )
        return [find for find in found if find.kind not in self.shown]

    def hides(self, find: Find, text: str) -> bool:
        """Whether what was found in ``text`` before is still to be blanked."""
        if find.kind == Kind.FIRM and not self.firms:
            return False
        return find.kind not in self.shown and not is_public(find.of(text), self.public_names)

    def public(self, text: str) -> str:
        """Return ``text`` as the public reads it."""
        return blanked(text, self.finds(text))


class Typed(NamedTuple):
    """A text as it was typed, and what is blanked in it."""

    text: str
    finds: list[Find]

    def public(self) -> str:
        """Return the text as the public reads it."""
        return blanked(self.text, self.finds)


def save_public(record: Withholding, whose: Whose) -> None:
    """Save ``record`` with marks for persons in its public texts, and keep the originals.

    Where a mark of an earlier text still stands, what it stands for is kept. Call it inside a
    transaction, after ``full_clean``: a text with marks is never longer.
    """
    now = _typed_texts(record, original_texts(record), whose)
    for field, typed in now.items():
        setattr(record, field, typed.public())
    record.save()
    keep_originals(record, _with_finds(now))


def renew_marks(record: Withholding, whose: Whose) -> bool:
    """Blank what is found now in the public texts of a stored record; whether they changed.

    Nothing else of the record is saved, and no version is kept of it. Call it inside a transaction,
    with the record locked.
    """
    before = original_texts(record)
    now = _typed_texts(record, before, whose)
    if _with_finds(now) == before:
        return False
    public = {field: typed.public() for field, typed in now.items()}
    for field, text in public.items():
        setattr(record, field, text)
    type(record)._base_manager.filter(pk=record.pk).update(**public)
    renew_words(record)
    keep_originals(record, _with_finds(now))
    return True


def _typed_texts(record: Withholding, before: dict[str, Typed], whose: Whose) -> dict[str, Typed]:
    """Return every public text of ``record`` as it was typed."""
    return {
        field: _typed(getattr(record, field), before.get(field), whose)
        for field in record.PUBLIC_TEXTS
    }


def _with_finds(texts: dict[str, Typed]) -> dict[str, Typed]:
    return {field: typed for field, typed in texts.items() if typed.finds}


def original_texts(record: Withholding) -> dict[str, Typed]:
    """Return the texts of ``record`` in which something was blanked, as they were typed."""
    if record._state.adding:
        return {}
    row = record.originals.first()
    return {
        field: Typed(text, [Find(start, end, Kind(kind)) for start, end, kind in finds])
        for field, (text, finds) in (row.texts if row else {}).items()
    }


def keep_originals(record: Withholding, texts: dict[str, Typed]) -> None:
    """Replace the kept originals of ``record``."""
    subject: dict[str, Any] = {
        "subject_type": ContentType.objects.get_for_model(record),
        "subject_id": record.pk,
    }
    if texts:
        values: dict[str, Any] = {"texts": stored(texts)}
        Original.objects.update_or_create(**subject, defaults=values)
    else:
        Original.objects.filter(**subject).delete()


def stored(texts: dict[str, Typed]) -> dict[str, Any]:
    """Return the texts as ``Original.texts`` holds them."""
    return {
        field: [typed.text, [[find.start, find.end, find.kind] for find in typed.finds]]
        for field, typed in texts.items()
    }


def _typed(text: str, before: Typed | None, whose: Whose) -> Typed:
    """Return what ``text`` stands for: some of its marks may be of the text before."""
    kept: list[Find] = []
    if before:
        text, kept = carried_over(text, before.text, before.finds)
    return Typed(text, merged(text, whose.finds(text), kept, whose))


def merged(text: str, found: list[Find], kept: list[Find], whose: Whose) -> list[Find]:
    """Return the finds with those kept from before, but for whom may be named now."""
    return joined([*found, *(find for find in kept if whose.hides(find, text))])
