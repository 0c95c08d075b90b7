"""Tables that take long to write: a room declares their content, core does the rest.

In the room's ``registrations.py``::

    register_exporter(Exporter(kind="enterprises", title=_("企业名单"), …))

and in its view ``return start_page(request, "enterprises", query)`` (``core/export_pages.py``).
That provides the task with its progress, the page that waits for it, and the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from .asked import keys_of
from .spreadsheets import Sheet

Rows = TypeVar("Rows", bound=QuerySet[Any])

ONLY = "only"
"""In the query of an export: the keys of the rows that were ticked, if only those are wanted."""


class Content(NamedTuple):
    """What an export holds: the name of its file, its sheets, and the number of their rows.

    The sheets get the head of official tables; ``title`` stands in it instead of ``name``, and
    ``unit`` instead of the union of whoever asked.
    """

    name: str
    sheets: list[Sheet]
    total: int
    title: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Exporter:
    """One kind of export.

    ``content`` is called by the worker with its reader (``None`` for a file that is the same for
    everybody) and the query string that selects the rows. ``page`` is the address of the page it
    was requested on, and ``section`` that page's entry in the navigation.

    ``version`` makes the file the same for everybody: a number that is greater once the rows may
    have changed. Without it a file is its owner's.
    """

    kind: str
    title: Any
    section: str
    content: Callable[[Any, QueryDict], Content]
    page: Callable[[QueryDict], str]
    version: Callable[[], int] | None = None


_exporters: dict[str, Exporter] = {}


def register_exporter(exporter: Exporter) -> None:
    """Register an exporter under its ``kind``; call it in ``registrations.py``.

    Raises ``ValueError`` if another room has taken the name.
    """
    if exporter.kind in _exporters:
        raise ValueError(f"two rooms register the exporter {exporter.kind}")
    _exporters[exporter.kind] = exporter


def exporter_of(kind: str) -> Exporter:
    """The exporter of this kind; raises ``Http404`` if there is none."""
    try:
        return _exporters[kind]
    except KeyError:
        raise Http404(kind) from None


def ticked_of(rows: Rows, query: QueryDict) -> Rows:
    """Those of the rows that were ticked; all of them if none were."""
    return rows.filter(pk__in=keys_of(query.getlist(ONLY))) if ONLY in query else rows
