"""The documents of a season: agreements, certificates, and the books of cases, as PDF."""

import io
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

from hongmajia.cases.models import Booklet
from hongmajia.core.actors import SignedIn
from hongmajia.engagements.models import Engagement
from hongmajia.services.agreement import agreement_for_archive
from hongmajia.services.certifying import render_certificate
from hongmajia.services.models import Certificate
from hongmajia.unions.models import Season

from .columns import BATCH


class Document(NamedTuple):
    """One document: its path in the package, what it is, and what gives its bytes when asked.

    ``open`` raises ``FileNotFoundError`` for a stored file that is gone.
    """

    path: str
    kind: str
    open: Callable[[], IO[bytes]]


def documents_of(season: Season, reader: SignedIn) -> Iterator[Document]:
    """All documents, typeset one by one."""
    for engagement in _read(_agreed(season)):
        path = f"documents/agreements/{engagement.need.number}-{engagement.pk}.pdf"
        yield Document(path, "意向书", _setting(agreement_for_archive, engagement, reader))
    for certificate in _read(_certificates(season)):
        path = f"documents/certificates/{certificate.number}.pdf"
        yield Document(path, "志愿服务证书", _setting(render_certificate, certificate))
    for booklet in _read(_books(season)):
        path = f"documents/books/{booklet.pk}.pdf"
        yield Document(path, "案例汇编", booklet.pdf.open)


def count_of(season: Season) -> int:
    """How many there are."""
    return _agreed(season).count() + _certificates(season).count() + _books(season).count()


def _agreed(season: Season) -> Any:
    found = Engagement.objects.agreed().filter(need__season=season)
    return found.select_related(
        "need__season", "need__union", "need__enterprise", "helper__union", "helper__artisan"
    )


def _certificates(season: Season) -> Any:
    found = Certificate.objects.filter(season=season)
    return found.select_related("season", "union", "helper__artisan", "issued_by")


def _books(season: Season) -> Any:
    return Booklet.objects.filter(season=season).exclude(pdf="")


def _setting(set_in_type: Callable[..., bytes], *facts: Any) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(set_in_type(*facts))


def _read(rows: Any) -> Iterator[Any]:
    yield from rows.order_by("pk").iterator(chunk_size=BATCH)
