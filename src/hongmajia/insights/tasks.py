"""Tasks of the insights room: ledgers, deleting their old files, and keeping sums."""

from functools import partial

from django.http import QueryDict
from django.utils import translation
from django_tasks import task

from hongmajia.core import progress
from hongmajia.core.actors import user_of
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.queues import LONG, SHORT
from hongmajia.core.spreadsheets import write_xlsx

from . import actions
from .choosing import scope_of
from .enums import LedgerState
from .exporting import headed, ledger_of, sheets_of
from .models import Ledger
from .summing import keep_sums


@task(queue_name=LONG)
def write_ledger(pk: int) -> None:
    """Write the file of a ledger with what its owner may read now.

    Does nothing unless the ledger is still to be written, so running it twice is harmless.
    """
    ledger = Ledger.objects.select_related("owner").get(pk=pk)
    if ledger.state != LedgerState.WRITING:
        return
    with translation.override(ledger.language), failing(partial(_fail, ledger)):
        _write(ledger)


def _fail(ledger: Ledger, failure: Failure) -> None:
    actions.fail_ledger(ledger=ledger, failure=failure)


fail_when_given_up(write_ledger, Ledger, _fail)


def _write(ledger: Ledger) -> None:
    reader = user_of(ledger.owner)
    scope = scope_of(QueryDict(ledger.query), reader)
    parts = ledger_of(scope, ledger.measure)
    total = sum(records.count() for _register, records in parts)
    tell = partial(progress.report, ledger.work)
    sheets = headed(sheets_of(parts, reader, tell, total), scope, reader)
    content = write_xlsx(*sheets)
    actions.store_ledger(ledger=ledger, content=content, total=total)


@task(queue_name=LONG)
def forget_ledgers() -> None:
    """Delete the files of ledgers older than ``querysets.KEPT_DAYS``."""
    for ledger in Ledger.objects.outdated():
        actions.delete_file(ledger=ledger)


@task(queue_name=SHORT)
def keep_sums_fresh() -> None:
    """Make the sums of the unions whose records were written since."""
    keep_sums()
