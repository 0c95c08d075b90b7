"""Actions on the publicity plan of a season. The caller checks permission by the access gate."""

from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import WrongState
from hongmajia.unions.models import Season, Union

from ..enums import PlanVerb
from ..facts import PlanFacts
from ..models import PlanEntry
from .labels import labels_of


@transaction.atomic
def enter_plan(
    *, union: Union, season: Season, actor: Actor, **facts: Unpack[PlanFacts]
) -> PlanEntry:
    """Add a row to the plan of a union."""
    entry = PlanEntry(union=union, season=season, **facts)
    _save(entry)
    record(actor, PlanVerb.ENTERED, entry, data={"what": entry.what})
    return entry


@transaction.atomic
def change_plan(*, entry: PlanEntry, actor: Actor, **facts: Unpack[PlanFacts]) -> PlanEntry:
    """Store the facts that differ and log their labels."""
    entry = _locked(entry)
    changed = [name for name, value in facts.items() if getattr(entry, name) != value]
    for name in changed:
        setattr(entry, name, facts[name])  # type: ignore[literal-required]
    if changed:
        _save(entry)
        record(actor, PlanVerb.CHANGED, entry, data={"fields": labels_of(PlanEntry, changed)})
    return entry


@transaction.atomic
def finish_plan(*, entry: PlanEntry, actor: Actor, link: str = "") -> PlanEntry:
    """Note that it was done, with the address where it can be seen if there is one.

    Raises ``WrongState`` if it is done already.
    """
    entry = _locked(entry)
    if entry.done_at:
        raise WrongState(_("这一条已经办好了。"))
    entry.done_at, entry.link = timezone.now(), link
    _save(entry)
    record(actor, PlanVerb.DONE, entry, data={"what": entry.what})
    return entry


@transaction.atomic
def reopen_plan(*, entry: PlanEntry, actor: Actor) -> PlanEntry:
    """Note that it was not done after all. Raises ``WrongState`` if it is not done."""
    entry = _locked(entry)
    if not entry.done_at:
        raise WrongState(_("这一条还没有办好。"))
    entry.done_at, entry.link = None, ""
    _save(entry)
    record(actor, PlanVerb.UNDONE, entry)
    return entry


@transaction.atomic
def drop_plan(*, entry: PlanEntry, actor: Actor) -> None:
    """Take a row out of the plan."""
    entry = _locked(entry)
    record(actor, PlanVerb.DROPPED, entry, data={"what": entry.what})
    entry.delete()


def _locked(entry: PlanEntry) -> PlanEntry:
    rows = PlanEntry.objects.select_for_update(of=("self",)).select_related("union", "season")
    return rows.get(pk=entry.pk)


def _save(entry: PlanEntry) -> None:
    entry.set_due()
    entry.full_clean()
    entry.save()
