"""Rows of ledgers of earlier years: adding them, and their sums beside the counted figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.masking import mask_phones_in
from hongmajia.privacy import blanked, find_persons
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .models import ImportedRecord

AMOUNTS = {
    "needs": (_("需求"), _("件")),
    "services": (_("场次"), _("场")),
    "heads": (_("人次"), _("人次")),
    "suggestions": (_("建议"), _("条")),
    "hours": (_("志愿服务时长"), _("小时")),
}
"""The columns with numbers: what they count, and in what."""
MEASURES = {
    "needs_collected": "needs", "sessions": "services", "visits": "heads",
    "suggestions": "suggestions",
}  # fmt: skip
"""Indicator → the column beside whose sum it is shown. Hours have none."""


def add_history(*, actor: Actor, rows: Sequence[Mapping[str, Any]]) -> list[ImportedRecord]:
    """Store rows of a ledger. Persons in their texts are blanked, their numbers masked.

    The event of the import, with file and number of rows, is theirs too.
    """
    new = [ImportedRecord(**row) for row in rows]
    for record in new:
        record.text = without_persons(record.text)
        record.enterprise = without_persons(record.enterprise)
        record.imported_by = user_of(actor)
        record.clean_fields(exclude=["union", "imported_by"])
    return ImportedRecord.objects.bulk_create(new)


def without_persons(text: str) -> str:
    """A text of a ledger as it is stored: mobile numbers masked, names and other ways to reach a
    person blanked. The names of firms stay.
    """
    masked = mask_phones_in(text)
    return blanked(masked, find_persons(masked))


@dataclass(frozen=True)
class ImportedYear:
    """The sums of the imported rows of one year."""

    year: int
    rows: int
    amounts: Mapping[str, float]
    """Column → its sum."""

    @property
    def cells(self) -> list[float]:
        """The sums in the order of ``AMOUNTS``."""
        return [self.amounts[name] for name in AMOUNTS]


def imported_years(union: Union) -> list[ImportedYear]:
    """The imported rows of a union and those below it by year, the earliest first: one query."""
    sums: dict[str, Any] = {name: Sum(name) for name in AMOUNTS}
    found = ImportedRecord.objects.filter(under([union.path])).order_by("year")
    years: Any = found.values("year").annotate(rows=Count("pk"), **sums)
    return [
        ImportedYear(one["year"], one["rows"], {name: float(one[name]) for name in AMOUNTS})
        for one in years
    ]


def imported_of(reader: Any, union: Union, year: int | None, amount: str) -> Any:
    """The imported rows of a union and those below it that ``reader`` may see; of one year, with a
    number in a column.
    """
    seen = ImportedRecord.objects.visible_to(reader)
    found = seen.filter(under([union.path])).select_related("union")
    if year:
        found = found.filter(year=year)
    return found.filter(Q(**{f"{amount}__gt": 0})) if amount else found
