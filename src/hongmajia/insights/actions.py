"""Having a ledger written, making an issue of the bulletin."""

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
    """Have the records behind the page at ``query`` written down. The log keeps who took what out
    of the house; the worker hears of it through ``receivers``."""
    ledger = Ledger.objects.create(
        owner=user_of(actor), query=query, measure=measure, language=translation.get_language()
    )
    record(actor, InsightVerb.LEDGER_ASKED, ledger, data={"query": query, "measure": measure})
    return ledger


@transaction.atomic
def keep_ledger(*, ledger: Ledger, content: bytes, total: int) -> None:
    """The file is written."""
    ledger.file.save(f"{ledger.pk}.xlsx", ContentFile(content), save=False)
    ledger.state, ledger.total, ledger.finished_at = LedgerState.DONE, total, timezone.now()
    ledger.save()


def fail_ledger(*, ledger: Ledger, failure: Failure | None = None) -> None:
    """It could not be written."""
    Ledger.objects.filter(pk=ledger.pk, state=LedgerState.WRITING).update(
        state=LedgerState.FAILED, failure=failure or {}, finished_at=timezone.now()
    )


def forget_file(*, ledger: Ledger) -> None:
    """The file goes; that there was one stays."""
    ledger.file.delete(save=False)
    Ledger.objects.filter(pk=ledger.pk).update(file="")


@transaction.atomic
def make_bulletin(
    *, actor: Actor, season: Season, union: Union, number: int, title: str, opening: str,
    distribution: str,
) -> Bulletin:  # fmt: skip
    """A new issue. ``ValidationError`` for a number that there is already, and for characters
    that no printer draws."""
    bulletin = Bulletin(
        season=season, union=union, number=number, title=title, opening=opening,
        distribution=distribution, made_by=user_of(actor),
    )  # fmt: skip
    bulletin.full_clean(exclude=["made_by"])
    bulletin.save()
    record(actor, InsightVerb.BULLETIN_MADE, bulletin, data={"number": number})
    return bulletin
