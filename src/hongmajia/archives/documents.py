"""The documents of a season: agreements, certificates and books as PDF, and what was enclosed."""

import io
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple

from django.db.models import Q

from hongmajia.cases.models import Booklet
from hongmajia.circulars.models import Attachment, Circular
from hongmajia.core.actors import SignedIn
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.models import Enclosure
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
    for one in _read(_enclosures(season)):
        path = f"documents/threads/{one.message.engagement_id}-{one.pk}{_ending(one)}"
        yield Document(path, "在线指导的附件", one.file.open)
    for one in _read(_attachments(season)):
        yield Document(f"documents/circulars/{one.pk}{_ending(one)}", "通知的附件", one.file.open)


def count_of(season: Season) -> int:
    """How many there are."""
    sorts = (_agreed, _certificates, _books, _enclosures, _attachments)
    return sum(found(season).count() for found in sorts)


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


def _enclosures(season: Season) -> Any:
    found = Enclosure.objects.filter(message__engagement__need__season=season)
    return found.select_related("message")


def _attachments(season: Season) -> Any:
    """Files of the circulars of the year (``tables.letters``), and of the answers to them."""
    host = season.union.path
    sent = Circular.objects.filter(sent_at__year=season.year, union__path__startswith=host)
    mine = sent.order_by().values("pk")
    return Attachment.objects.filter(Q(circular__in=mine) | Q(answer__receipt__circular__in=mine))


def _ending(one: Any) -> str:
    """The ending of a stored file's name, such as ``.jpg``."""
    return PurePosixPath(one.file.name).suffix


def _setting(set_in_type: Callable[..., bytes], *facts: Any) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(set_in_type(*facts))


def _read(rows: Any) -> Iterator[Any]:
    yield from rows.order_by("pk").iterator(chunk_size=BATCH)
