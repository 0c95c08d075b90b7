"""Planning an event: who holds it, guests, agenda."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.withholding import save_public
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Union

from ..enums import EventVerb
from ..facts import AgendaFacts, GuestFacts
from ..models import AgendaItem, Guest, Part
from ..queries import named_in

Unit = Union | Enterprise | str


def locked(activity: Activity) -> Activity:
    """The activity read again and locked until the transaction ends."""
    rows = Activity.objects.select_for_update(of=("self",))
    found: Activity = rows.select_related("season", "union", "region").get(pk=activity.pk)
    return found


def save_words(row: Any) -> None:
    """Check a record with public texts and save it without the persons whom they name."""
    row.full_clean(exclude=["activity"])
    save_public(row, named_in(row))


@transaction.atomic
def name_units(
    *, activity: Activity, actor: Actor, units: Mapping[str, Sequence[Unit]]
) -> Activity:
    """Replace the units of an event: role (``UnitRole``) → unions, enterprises or names.

    The union that holds the activity stands first under 主办 anyway, and is left out.
    """
    activity = locked(activity)
    activity.parts.all().delete()
    for role, named in units.items():
        for unit in dict.fromkeys(named):
            if unit != activity.union:
                save_words(_part(activity, role, unit))
    record(actor, EventVerb.UNITS_NAMED, activity)
    return activity


@transaction.atomic
def add_units(*, activity: Activity, actor: Actor, units: Sequence[tuple[str, Unit]]) -> list[Part]:
    """Add units in their roles to those that are there.

    Raises ``Refused`` for one that stands there already.
    """
    activity = locked(activity)
    added = [_part(activity, role, unit) for role, unit in units]
    for part in added:
        if activity.parts.filter(role=part.role, name=part.name).exists():
            said = _("“%(unit)s”已经写在%(role)s里了。")
            raise Refused(said % {"unit": part.name, "role": part.get_role_display()})
        save_words(part)
    record(actor, EventVerb.UNITS_NAMED, activity)
    return added


def _part(activity: Activity, role: str, unit: Unit) -> Part:
    if isinstance(unit, Union):
        return Part(activity=activity, role=role, union=unit, name=unit.name)
    if isinstance(unit, Enterprise):
        return Part(activity=activity, role=role, enterprise=unit, name=unit.name[:80])
    return Part(activity=activity, role=role, name=unit)


@transaction.atomic
def name_guests(*, activity: Activity, actor: Actor, guests: Sequence[GuestFacts]) -> None:
    """Replace the list of guests; those who speak stay speakers under the same name."""
    activity = locked(activity)
    kept = {guest["name"] for guest in guests}
    activity.guests.exclude(name__in=kept).delete()
    for facts in guests:
        guest = activity.guests.filter(name=facts["name"]).first()
        _describe(guest or Guest(activity=activity), facts)
    record(actor, EventVerb.GUESTS_NAMED, activity, data={"n": len(kept)})


@transaction.atomic
def add_guests(*, activity: Activity, actor: Actor, guests: Sequence[GuestFacts]) -> list[Guest]:
    """Add guests to those that are there. A speaker of whom only the name is known (the agenda has
    named them) gets post and consent.

    Raises ``Refused`` for one of whom post or consent are known already.
    """
    activity = locked(activity)
    there = {guest.name: guest for guest in activity.guests.all()}
    added = []
    for facts in guests:
        guest = there.get(facts["name"]) or Guest(activity=activity)
        if guest.is_described:
            said = _("嘉宾名单里已经有“%(name)s”，请在活动页上改。")
            raise Refused(said % {"name": guest.name})
        added.append(_describe(guest, facts))
    record(actor, EventVerb.GUESTS_NAMED, activity, data={"n": activity.guests.count()})
    return added


def _describe(guest: Guest, facts: GuestFacts) -> Guest:
    """Store what is said of a guest."""
    for field, value in facts.items():
        setattr(guest, field, value)
    guest.full_clean(exclude=["activity"])
    guest.save()
    return guest


@transaction.atomic
def set_agenda(*, activity: Activity, actor: Actor, items: Sequence[AgendaFacts]) -> None:
    """Replace the agenda. Points with a ``pk`` are changed, others are new, the rest is deleted.

    Raises ``Refused`` if a point would be deleted of which people have said that it helped, and
    ``ValidationError`` for invalid facts.
    """
    activity = locked(activity)
    there = {item.pk: item for item in activity.agenda.all()}
    gone = there.keys() - {facts.get("pk") for facts in items}
    for pk in gone:
        if there[pk].helped.exists():
            said = _("已经有人说“%(item)s”有用，不能删，可以改。")
            raise Refused(said % {"item": there[pk].heading})
    activity.agenda.filter(pk__in=gone).delete()
    for facts in items:
        _fill(there.get(facts.get("pk") or 0) or AgendaItem(activity=activity), facts)
    record(actor, EventVerb.AGENDA_SET, activity, data={"n": len(items)})


@transaction.atomic
def add_agenda(
    *, activity: Activity, actor: Actor, items: Sequence[AgendaFacts]
) -> list[AgendaItem]:
    """Add points to the agenda; those that are there stay as they are."""
    activity = locked(activity)
    added = []
    for facts in items:
        item = AgendaItem(activity=activity)
        _fill(item, facts)
        added.append(item)
    record(actor, EventVerb.AGENDA_SET, activity, data={"n": activity.agenda.count()})
    return added


def _fill(item: AgendaItem, facts: AgendaFacts) -> None:
    """Store what is said of a point of the agenda."""
    item.at, item.kind = facts["at"], facts["kind"]
    item.title, item.note = facts["title"], facts["note"]
    item.speaker = _speaker(item.activity, facts["speaker"])
    save_words(item)


def _speaker(activity: Activity, name: str) -> Guest | None:
    if not name:
        return None
    guest, is_new = activity.guests.get_or_create(name=name)
    if is_new:
        guest.full_clean(exclude=["activity"])
    return guest
