"""Lists of the interface: pages in the order in which rows were last changed."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core.signing import BadSignature, dumps, loads
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .changes import settle
from .models import Change
from .programs import program_of
from .removals import Gone, note_given, removed_since
from .schemas import Moment

M = TypeVar("M", bound=Model)
R = TypeVar("R")
SALT = "interface-2"
"""Of cursors as they are now; those of before, which held a number alone, are none any more."""
Load = Callable[[Any], Any]
MOST = 100
"""Rows of one page."""


def _read(cursor: str) -> str:
    """The cursor as it is; an error for one that we have not given."""
    if cursor:
        try:
            loads(cursor, salt=SALT)
        except BadSignature as error:
            words = _("cursor不对，请原样用上一页给的next。")
            raise PydanticCustomError("cursor", words) from error
    return cursor


class Wanted(Schema):
    """Which page of a list, and since when rows have changed."""

    cursor: Annotated[str, AfterValidator(_read)] = Field(
        "", max_length=300, description="`next` of the page before"
    )
    limit: int = Field(20, ge=1, le=MOST)
    updated_since: Moment | None = Field(
        None, description="only rows changed after this; use `as_of` of the last page that you read"
    )


class Removed(Schema):
    """A row that you were given and may no longer see: deleted, handed on or taken off."""

    id: int
    at: datetime


class WantedOfYear(Wanted):
    """The same for lists of things that belong to the season of a year."""

    year: int | None = Field(None, ge=1, le=9999, description="of the season; else all years")

    def of_year(self, rows: QuerySet[M], season: str = "season") -> QuerySet[M]:
        """Those of the ``rows`` that belong to the year; ``season`` is the path to the season."""
        return rows.filter(**{f"{season}__year": self.year}) if self.year else rows


class Rows(Schema, Generic[R]):
    """A page of a list, in the order of the last change.

    ``next`` is the ``cursor`` of the next page, empty on the last. ``as_of`` stands on the last
    page alone: ask with ``updated_since`` set to it next time, and you miss nothing. ``removed``
    stands on the last pages, ``limit`` of them on each.
    """

    rows: list[R]
    next: str
    as_of: datetime | None
    removed: list[Removed]


def same(rows: Any) -> Any:
    """``rows`` without anything joined."""
    return rows


def page_of(
    request: HttpRequest,
    kind: str,
    visible: QuerySet[M],
    wanted: Wanted,
    load: Load = same,
    *,
    narrowed: QuerySet[M] | None = None,
) -> dict[str, Any]:
    """The page that is ``wanted`` of the rows ``visible``, which have no order of their own.

    ``narrowed`` are those among them that fit further conditions; ``load`` joins what their schema
    shows. Takes nine queries at most, and what ``load`` prefetches.
    """
    as_of = settle()
    number, since, last = _place(wanted)
    listed = visible if narrowed is None else narrowed
    changes = Change.objects.filter(kind=kind, row_pk__in=listed.order_by().values("pk"))
    if number:
        changes = changes.filter(number__gt=number)
    elif since:
        changes = changes.filter(at__gt=since)
    found = list(changes.order_by("number").values_list("row_pk", "number")[: wanted.limit + 1])
    more, found = len(found) > wanted.limit, found[: wanted.limit]
    by_key = load(listed).in_bulk([key for key, _number in found])
    reader = request.user if program_of(request) else None
    if reader:
        note_given(reader, kind, list(by_key))
    gone = Gone([], None)
    if reader and since and not more:
        gone = removed_since(reader, kind, visible, since, after=last, limit=wanted.limit)
    at = (found[-1][1] if found else number, since, last if more else gone.last)
    follows = more or gone.last
    return {
        "rows": [by_key[key] for key, _number in found if key in by_key],
        "next": _written(*at) if follows else "",
        "as_of": None if follows else as_of,
        "removed": gone.rows,
    }


Last = tuple[datetime, int] | None


def _written(number: int, since: datetime | None, last: Last) -> str:
    when = since.isoformat() if since else ""
    return dumps([number, when, [last[0].isoformat(), last[1]] if last else None], salt=SALT)


def _place(wanted: Wanted) -> tuple[int, datetime | None, Last]:
    """Behind which number the page begins, since when changes are asked for, and behind which of
    the removed rows.
    """
    if not wanted.cursor:
        return 0, wanted.updated_since, None
    number, since, last = loads(wanted.cursor, salt=SALT)
    when = datetime.fromisoformat(since) if since else None
    return number, when, (datetime.fromisoformat(last[0]), last[1]) if last else None
