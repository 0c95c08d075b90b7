"""Having a ledger written."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from hongmajia.core.acts import record

from .enums import InsightVerb, LedgerState
from .models import Ledger


@transaction.atomic
def start_ledger(*, actor: Any, query: str, measure: str = "") -> Ledger:
    """Have the records behind the page at ``query`` written down. The log keeps who took what out
    of the house; the worker hears of it through ``receivers``."""
    ledger = Ledger.objects.create(
        actor=actor, query=query, measure=measure, language=translation.get_language()
    )
    record(actor, InsightVerb.LEDGER_ASKED, ledger, data={"query": query, "measure": measure})
    return ledger


@transaction.atomic
def keep_ledger(*, ledger: Ledger, content: bytes, total: int) -> None:
    """The file is written."""
    ledger.file.save(f"{ledger.pk}.xlsx", ContentFile(content), save=False)
    ledger.state, ledger.total, ledger.ended_at = LedgerState.DONE, total, timezone.now()
    ledger.save()


def fail_ledger(*, ledger: Ledger) -> None:
    """It could not be written; the task's log says why."""
    Ledger.objects.filter(pk=ledger.pk).update(state=LedgerState.FAILED, ended_at=timezone.now())


def forget_file(*, ledger: Ledger) -> None:
    """The file goes; that there was one stays."""
    ledger.file.delete(save=False)
    Ledger.objects.filter(pk=ledger.pk).update(file="")
