"""What the actions share: locks, pages, files."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from hongmajia.core.enclosing import Cleaned

from ..models import Attachment, Circular, Receipt


def lock_circular(circular: Circular) -> Circular:
    """Lock the row until the transaction ends, and return it as it is now."""
    rows = Circular.objects.select_for_update(of=("self",)).select_related("union")
    return rows.get(pk=circular.pk)


def lock_receipts(**which: Any) -> list[Receipt]:
    """Lock the receipts in the order of their keys, and return them as they are now."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("circular", "union")
    return list(rows.filter(**which).order_by("pk"))


def page_of(circular: Circular) -> str:
    """The path of the circular's page."""
    return reverse("circular", args=[circular.pk])


def attach(files: Iterable[Cleaned], **to: Any) -> None:
    """Keep checked files; ``to`` names the circular or the answer."""
    for cleaned in files:
        Attachment.objects.create(
            **to,
            kind=cleaned.what.kind,
            file=cleaned.file,
            name=cleaned.name,
            media_type=cleaned.what.media_type,
            size=cleaned.file.size,
        )
