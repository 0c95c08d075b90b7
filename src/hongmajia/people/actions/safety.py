"""Licences of artisans, and insurance of helpers and of unions: saving, removing, looking up."""

from typing import Any, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.uploads import delete_file
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from ..enums import HelperVerb
from ..facts import InsuranceFacts, LicenceFacts
from ..models import Helper, Insurance, Licence
from .steps import locked


@transaction.atomic
def save_licence(*, helper: Helper, actor: Actor, **facts: Unpack[LicenceFacts]) -> Licence:
    """Save a licence of an artisan; one of the same kind (and name) takes its facts over.

    An ``evidence`` that is not given stays. Raises ``ValidationError`` for invalid facts.
    """
    helper = locked(helper)
    kind, name = facts["kind"], facts.get("name", "")
    found = helper.artisan.licences.filter(kind=kind, name=name).first()
    licence = found or Licence(artisan=helper.artisan)
    if facts.get("evidence"):
        delete_file(licence.evidence)
    given = {key: value for key, value in facts.items() if key != "evidence" or value}
    _save(licence, given)
    data = {"what": in_chinese(licence)}
    record(actor, HelperVerb.LICENCE_SAVED, helper, data=data, audience=Audience.UNIONS)
    return licence


@transaction.atomic
def remove_licence(*, licence: Licence, actor: Actor) -> None:
    """Remove a licence with its photograph."""
    helper = locked(licence.artisan.helper)
    delete_file(licence.evidence)
    data = {"what": in_chinese(licence)}
    licence.delete()
    record(actor, HelperVerb.LICENCE_REMOVED, helper, data=data, audience=Audience.UNIONS)


@transaction.atomic
def insure(*, owner: Helper | Union, actor: Actor, **facts: Unpack[InsuranceFacts]) -> Insurance:
    """Save an insurance of a helper, or of all helpers of a union and of those below it.

    One with the same number takes the facts over. Raises ``ValidationError`` for invalid facts.
    """
    side = {"helper": owner} if isinstance(owner, Helper) else {"union": owner}
    known = list(Insurance.objects.select_for_update().filter(**side))
    same = [one for one in known if one.number == facts["number"]]
    insurance = same[0] if same else Insurance(**side)
    _save(insurance, facts)
    data = {"until": insurance.valid_until.isoformat()}
    record(actor, HelperVerb.INSURED, owner, data=data, audience=Audience.UNIONS)
    return insurance


@transaction.atomic
def remove_insurance(*, insurance: Insurance, actor: Actor) -> None:
    """Remove an insurance that was entered by mistake or is over."""
    owner = insurance.helper or insurance.union
    assert owner is not None
    insurance.delete()
    record(actor, HelperVerb.UNINSURED, owner, audience=Audience.UNIONS)


@transaction.atomic
def reveal_safety_number(*, thing: Licence | Insurance, actor: Actor) -> str:
    """The whole number of a licence or an insurance; writes an event that ``actor`` has seen it."""
    owner = thing.artisan.helper if isinstance(thing, Licence) else thing.helper or thing.union
    assert owner is not None
    data = {"what": in_chinese(thing.label)}
    record(actor, HelperVerb.SAFETY_REVEALED, owner, data=data, audience=Audience.UNIONS)
    number: str = thing.number
    return number


def remind_of(thing: Licence | Insurance) -> bool:
    """Tell the helper and the cadres of their union once that it ends; whether this process did."""
    model = type(thing)
    if not model._base_manager.filter(pk=thing.pk, reminded_at=None).update(
        reminded_at=timezone.now()
    ):
        return False
    helper = thing.artisan.helper if isinstance(thing, Licence) else thing.helper
    union = _union_of(thing)
    people = [*cadres_of(union), *([helper.answerer] if helper and helper.answerer else [])]
    sentence = gettext_lazy("%(what)s%(until)s到期，请换新的：%(whose)s")
    words = {"what": thing, "until": thing.valid_until, "whose": helper or union}
    notify(dict.fromkeys(people), sentence, page_of(thing), kind=Kind.ACT, **words)
    return True


def _union_of(thing: Licence | Insurance) -> Union:
    """The union whose insurance it is, or that keeps the roll of its helper."""
    if isinstance(thing, Licence):
        return thing.artisan.helper.union
    union = thing.helper.union if thing.helper else thing.union
    assert union is not None
    return union


def page_of(thing: Licence | Insurance) -> str:
    """The address of the page on which it is renewed."""
    helper = thing.artisan.helper if isinstance(thing, Licence) else thing.helper
    if helper:
        return reverse("helper_safety", args=[helper.pk])
    assert isinstance(thing, Insurance)
    return reverse("union_insurance", args=[thing.union_id])


def _save(row: Any, facts: Any) -> None:
    """Set the facts; the reminder of a new end is still to come."""
    if row.pk and facts.get("valid_until") != row.valid_until:
        row.reminded_at = None
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean(exclude=["artisan", "helper", "union"])
    row.save()
