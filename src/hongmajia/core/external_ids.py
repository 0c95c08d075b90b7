"""Rows under the numbers that callers of the interface have for them."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _
from ninja import Field

from .actors import Actor, user_of
from .errors import Refused
from .models import ExternalId

M = TypeVar("M", bound=Model)
LONGEST = 100

ExternalIdField: Any = Field(
    None,
    min_length=1,
    max_length=LONGEST,
    description="your own number for it: sent again, it changes the same row instead of a new one",
)


class Named:
    """What the caller calls a row of ``kind``; without a ``value`` it is a new one each time.

    Use it in a transaction: of two requests at once with the same value the second waits for the
    first, and then finds its row.
    """

    def __init__(self, actor: Actor, kind: str, value: str | None) -> None:
        self.row: ExternalId | None = None
        if value is not None:
            self.row, _is_new = ExternalId.objects.get_or_create(
                owner=user_of(actor), kind=kind, value=value
            )

    @property
    def key(self) -> int | None:
        """The key of the row with this name; ``None`` if there is none yet."""
        return self.row.row_pk if self.row else None

    def stands_for(self, made: Model) -> None:
        """Remember the row that was made."""
        if self.row:
            self.row.row_pk = made.pk
            self.row.save(update_fields=["row_pk"])

    def refuse_other(self, key: int) -> None:
        """Raise ``Refused`` if the name stands for another row than that with ``key``."""
        if self.key not in (None, key):
            raise Refused(_("这个外部编号已经用在另一件上了。"))
