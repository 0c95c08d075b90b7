"""Masking a person in the texts of all rows, and finding the files in which they stand."""

import zipfile
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from .encrypted_fields import EncryptedField
from .indexes import renew_words
from .models import Event, Original, Withholding
from .moving import relations_to
from .personal_data import Instead, all_personal, has_field, history_of, is_history
from .traces import Traces, masked
from .whose_rows import Keys, TheirRows

DEEP = 3
"""How many steps from a person's row count as near: need, engagement, record, suggestion."""
BATCH = 2000
LARGEST = 50_000_000
"""Bytes of a part of a package that are read; a larger one counts as holding the person."""


def mask_texts(traces: Traces, near: Keys) -> Keys:
    """Mask the person in every text that the registry knows, but for the log; the changed rows."""
    changed: Keys = {}
    for entry in all_personal():
        columns = entry.names_of(Instead.MASKED)
        if not columns or entry.model is Event:
            continue
        for model in filter(None, (entry.model, history_of(entry.model))):
            kept = [name for name in columns if has_field(model, name)]
            found = _mask_rows(model, kept, traces, _close(model, near))
            changed.setdefault(model, set()).update(found)
    return changed


def _mask_rows(
    model: type[Model], columns: list[str], traces: Traces, close: set[Any]
) -> list[Any]:
    """Mask the person in these columns; the keys of the rows that were changed."""
    rows = model._base_manager.filter(_candidates(model, columns, traces) | Q(pk__in=close))
    changes: list[tuple[Any, dict[str, Any]]] = []
    for pk, *before in rows.values_list("pk", *columns).iterator(chunk_size=BATCH):
        pattern = traces.near if pk in close else traces.pattern
        after = [masked(value, pattern) for value in before] if pattern else before
        if after != before:
            changes.append((pk, dict(zip(columns, after, strict=True))))
    for pk, values in changes:
        model._base_manager.filter(pk=pk).update(**values)
    return [pk for pk, _values in changes]


def _candidates(model: type[Model], columns: list[str], traces: Traces) -> Q:
    """Holds for rows that may have something; of encrypted columns every row is read."""
    if any(isinstance(model._meta.get_field(name), EncryptedField) for name in columns):
        return Q(pk__isnull=False)
    return reduce(or_, (traces.may_stand_in(model, name) for name in columns), Q(pk__in=[]))


def _close(model: type[Model], near: Keys) -> set[Any]:
    """The keys of the rows, or of their versions, that are near the person."""
    if not is_history(model):
        return near.get(model, set())
    subject: Any = model.instance_type  # type: ignore[attr-defined]  # of django-simple-history
    rows = model._base_manager.filter(**{f"{subject._meta.pk.name}__in": near.get(subject, set())})
    return set(rows.values_list("pk", flat=True))


def renew_search(keys: Keys) -> None:
    """Put the words of these rows again, where their model has an index."""
    for model, found in keys.items():
        for row in model._base_manager.filter(pk__in=found):
            renew_words(row)


def near_rows(rows: TheirRows) -> Keys:
    """The keys of what is near a person: their rows, what belongs to these, and their stories."""
    near: Keys = {}
    for entry, keys in rows.by_entry:
        near.setdefault(entry.model, set()).update(keys)
    edge = {model: set(keys) for model, keys in near.items() if hasattr(model, "story")}
    for _step in range(DEEP):
        edge = _next_to(edge, near)
        for model, keys in edge.items():
            near.setdefault(model, set()).update(keys)
    with_texts = [model for model in near if issubclass(model, Withholding)]
    for model, kind in ContentType.objects.get_for_models(*with_texts).items():
        texts = Original.objects.filter(subject_type=kind, subject_id__in=near[model])
        near.setdefault(Original, set()).update(texts.values_list("pk", flat=True))
    for entry in all_personal():
        if has_field(entry.model, "story") and entry.model is not Event:
            told = entry.model._base_manager.filter(story__in=rows.stories)
            near.setdefault(entry.model, set()).update(told.values_list("pk", flat=True))
    return near


def _next_to(edge: Keys, near: Keys) -> Keys:
    found: Keys = {}
    for model, keys in edge.items():
        for relation in relations_to(model):
            other = relation.related_model
            if relation.many_to_many or not keys:
                continue
            rows = other._base_manager.filter(**{f"{relation.field.name}__in": keys})
            new = set(rows.values_list("pk", flat=True)) - near.get(other, set())
            found.setdefault(other, set()).update(new)
    return found


def files_with(traces: Traces) -> Iterator[tuple[type[Model], Any, str]]:
    """Model, key and column of each file in which the person stands, or which cannot be read."""
    for entry in all_personal():
        for name in entry.names_of(Instead.SCANNED):
            rows = entry.model._base_manager.exclude(**{name: ""})
            for row in rows.only("pk", name).iterator():
                if holds(getattr(row, name), traces):
                    yield entry.model, row.pk, name


def holds(file: Any, traces: Traces) -> bool:
    """Whether the person stands in a file: a text, or a package such as .xlsx, .docx and .zip.

    A PDF may hold its text in any encoding, so it counts as holding the person: it can be made
    anew. So does a package that is damaged.
    """
    try:
        with file.storage.open(file.name) as stored:
            head = stored.read(4)
            stored.seek(0)
            if head.startswith(b"PK"):
                return _package_holds(stored, traces)
            return head.startswith(b"%PDF") or _found(stored.read(LARGEST), traces)
    except FileNotFoundError:
        return False


def _package_holds(stored: Any, traces: Traces) -> bool:
    try:
        with zipfile.ZipFile(stored) as package:
            for part in package.infolist():
                if part.file_size > LARGEST or _found(package.read(part), traces):
                    return True
    except zipfile.BadZipFile:
        return True
    return False


def _found(content: bytes, traces: Traces) -> bool:
    texts = (content.decode(encoding, "ignore") for encoding in ("utf-8", "gb18030"))
    return any(bool(traces.pattern and traces.pattern.search(text)) for text in texts)
