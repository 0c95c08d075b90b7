"""Actions of the insights room: exporting ledgers, making issues of the bulletin."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.jobs import Failure
from hongmajia.unions.models import Season, Union

from .enums import InsightVerb, LedgerState
from .models import Bulletin, Ledger


@transaction.atomic
def start_ledger(*, actor: Actor, query: str, measure: str = "") -> Ledger:
    """Request a ledger of the records selected by ``query``, or of one measure among them.

    The export is logged; ``receivers`` enqueues the task that writes the file.
    """
    ledger = Ledger.objects.create(
        owner=user_of(actor), query=query, measure=measure, language=translation.get_language()
    )
    record(actor, InsightVerb.LEDGER_ASKED, ledger, data={"query": query, "measure": measure})
    return ledger


@transaction.atomic
def store_ledger(*, ledger: Ledger, content: bytes, total: int) -> None:
    """Store the finished file, unless the ledger has ended meanwhile.

    ``total`` is the number of records in it.
    """
    waiting = Ledger.objects.select_for_update().filter(state=LedgerState.WRITING)
    for found in waiting.filter(pk=ledger.pk):
        found.state, found.total, found.finished_at = LedgerState.DONE, total, timezone.now()
        found.file.save(f"{found.pk}.xlsx", ContentFile(content))


def fail_ledger(*, ledger: Ledger, failure: Failure | None = None) -> None:
    """Mark a ledger as failed, unless it has ended already."""
    Ledger.objects.filter(pk=ledger.pk, state=LedgerState.WRITING).update(
        state=LedgerState.FAILED, failure=failure or {}, finished_at=timezone.now()
    )


def delete_file(*, ledger: Ledger) -> None:
    """Delete the file of a ledger and keep its row."""
    ledger.file.delete(save=False)
    Ledger.objects.filter(pk=ledger.pk).update(file="")


@transaction.atomic
def make_bulletin(
    *, actor: Actor, season: Season, union: Union, number: int, title: str, opening: str,
    distribution: str,
) -> Bulletin:  # fmt: skip
    """Create an issue of the bulletin. Raises ``ValidationError`` for a number used before."""
    bulletin = Bulletin(
        season=season, union=union, number=number, title=title, opening=opening,
        distribution=distribution, made_by=user_of(actor),
    )  # fmt: skip
    bulletin.full_clean(exclude=["made_by"])
    bulletin.save()
    record(actor, InsightVerb.BULLETIN_MADE, bulletin, data={"number": number})
    return bulletin
