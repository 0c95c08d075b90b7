"""Tasks of the demonstration: the worker prints the book, so that nobody waits for it."""

from django_tasks import task

from hongmajia.cases.actions import release_booklet
from hongmajia.cases.enums import BookletState
from hongmajia.cases.models import Booklet
from hongmajia.cases.tasks import set_booklet
from hongmajia.core.queues import LONG


@task(queue_name=LONG)
def print_book(booklet_pk: int) -> None:
    """Typeset the book and make it public; a book that is public already stays as it is."""
    set_booklet.call(booklet_pk)
    book = Booklet.objects.select_related("owner").get(pk=booklet_pk)
    if book.state == BookletState.READY and book.released_at is None and book.owner:
        release_booklet(booklet=book, actor=book.owner)
