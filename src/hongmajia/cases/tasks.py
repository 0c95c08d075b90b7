"""Tasks: typesetting a book of cases; recording that enterprises have not answered."""

import time
from functools import partial

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from hongmajia.core import progress
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.queues import LONG, SHORT
from hongmajia.papers import PaperFault

from . import actions
from .enums import BookletState
from .models import Booklet, Case
from .printing import print_booklet


@task(queue_name=LONG)
def set_booklet(booklet_pk: int) -> None:
    """Make and store the PDF and Word files of a booklet, or store the reason of the failure.

    Does nothing unless the booklet is marked as being typeset, so running it twice is harmless.
    """
    booklet = Booklet.objects.select_related("season", "union", "owner").get(pk=booklet_pk)
    if booklet.state != BookletState.TYPESETTING:
        return
    began = time.monotonic()
    with failing(partial(_fail, booklet), failure_of), translation.override("zh-hans"):
        printed = print_booklet(booklet, partial(progress.report, booklet.work))
        actions.store_booklet(
            booklet=booklet, pdf=printed.pdf, docx=printed.docx, pages=printed.pages,
            seconds=time.monotonic() - began, unprinted=printed.unprinted,
        )  # fmt: skip


def _fail(booklet: Booklet, failure: Failure) -> None:
    actions.fail_booklet(booklet=booklet, failure=failure)


fail_when_given_up(set_booklet, Booklet, _fail)


@task(queue_name=SHORT)
def record_silences() -> None:
    """Record the silence of each enterprise whose time to answer about its case is over."""
    late = Case.objects.awaiting_answer().filter(answer_due_at__lte=timezone.now())
    for case in of_open_years(late).order_by("pk"):
        actions.record_silence(case=case)


def failure_of(error: Exception) -> Failure | None:
    """A typesetting error as a sentence for the user; ``None`` for every other error."""
    if isinstance(error, PaperFault):
        return {"text": _("排版程序说：%(what)s") % {"what": error}}
    return None
