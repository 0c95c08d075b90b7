"""Registering and changing enterprises and their contacts."""

from collections.abc import Sequence
from typing import NamedTuple, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record, record_all
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, notify_each

from ..doubling import find_doubles
from ..enums import UnionVerb
from ..facts import EnterpriseFacts
from ..industries import section_of
from ..models import Enterprise, User
from .accounts import Person, find_or_add_all
from .saving import refuse_duplicate, save_changes


class NewContact(NamedTuple):
    """Somebody by name and phone number who is to be a contact of an enterprise."""

    enterprise: Enterprise
    name: str
    phone: str


@transaction.atomic
def add_enterprise(*, actor: Actor, **facts: Unpack[EnterpriseFacts]) -> Enterprise:
    """Register an enterprise under its union.

    Raises ``ValidationError`` for invalid facts, such as a credit code that is registered already
    or a section that contradicts the division.
    """
    return add_enterprises(actor=actor, rows=[facts])[0]


@transaction.atomic
def add_enterprises(*, actor: Actor, rows: Sequence[EnterpriseFacts]) -> list[Enterprise]:
    """``add_enterprise`` for many at once; raises what that raises, and then registers none."""
    new = [Enterprise(**_with_section(facts)) for facts in rows]
    for enterprise in new:
        enterprise.clean_fields(exclude=["region", "union", "key_industry"])  # loaded by the caller
        enterprise.clean()
    _refuse_registered(new)
    with refuse_duplicate(_("刚才有人先存了同样的内容，请刷新看看。")):
        bulk_create_with_history(new, Enterprise)
    acts = ((enterprise, {"enterprise": enterprise.name}) for enterprise in new)
    record_all(actor, UnionVerb.ENTERPRISE_ADDED, acts)
    transaction.on_commit(find_doubles.enqueue)
    return new


def _refuse_registered(new: Sequence[Enterprise]) -> None:
    """Raise ``ValidationError`` for a credit code that is registered, or that comes twice."""
    codes = [enterprise.credit_code for enterprise in new]
    _refuse_merged(codes)
    known = set(Enterprise.objects.filter(credit_code__in=codes).values_list("credit_code"))
    if known or len(set(codes)) < len(codes):
        said = new[0].unique_error_message(Enterprise, ("credit_code",))
        raise ValidationError({"credit_code": said})


def _refuse_merged(codes: Sequence[str]) -> None:
    """Raise ``ValidationError`` for the code of an enterprise that was merged into another."""
    if Enterprise.everything.filter(credit_code__in=codes, merged_into__isnull=False).exists():
        said = _("这个代码属于以前并入别家的登记，请到企业名单里按代码找。")
        raise ValidationError({"credit_code": said})


@transaction.atomic
def change_enterprise(
    *, actor: Actor, enterprise: Enterprise, **facts: Unpack[EnterpriseFacts]
) -> Enterprise:
    """Save the facts that differ. The event names the fields; the history keeps the old values.

    Raises ``ValidationError`` for invalid facts.
    """
    enterprise = _locked(enterprise)
    if facts.get("credit_code", enterprise.credit_code) != enterprise.credit_code:
        _refuse_merged([facts["credit_code"]])
    if fields := save_changes(enterprise, _with_section(facts)):
        record(actor, UnionVerb.ENTERPRISE_CHANGED, enterprise, data={"fields": "、".join(fields)})
    return enterprise


@transaction.atomic
def add_contact(*, actor: Actor, enterprise: Enterprise, name: str, phone: str) -> User:
    """Make a person a contact of the enterprise, adding an account if needed; notify them.

    Raises ``Refused`` when they are a contact already, and what ``find_or_add`` raises.
    """
    return add_contacts(actor=actor, contacts=[NewContact(enterprise, name, phone)])[0]


@transaction.atomic
def add_contacts(*, actor: Actor, contacts: Sequence[NewContact]) -> list[User]:
    """``add_contact`` for many at once; raises what that raises, and then adds nobody."""
    rows = Enterprise.objects.select_for_update(of=("self",)).select_related("union")
    locked = rows.in_bulk([contact.enterprise.pk for contact in contacts])
    firms = [locked[contact.enterprise.pk] for contact in contacts]
    people = [
        Person(firm.union, contact.name, contact.phone)
        for firm, contact in zip(firms, contacts, strict=True)
    ]
    users = find_or_add_all(actor=actor, people=people)
    pairs = [*zip(firms, users, strict=True)]
    _save_contacts(pairs)
    acts = ((firm, {"person": user.display_name}) for firm, user in pairs)
    record_all(actor, UnionVerb.CONTACT_ADDED, acts)
    told = (
        (user, reverse("enterprise", args=[firm.pk]), {"enterprise": firm}) for firm, user in pairs
    )
    notify_each(gettext_lazy("您现在是%(enterprise)s的联系人，可以替企业提需求"), told)
    return users


def _save_contacts(pairs: Sequence[tuple[Enterprise, User]]) -> None:
    """Save who is a contact of what. Raises ``Refused`` for who is one already."""
    through = Enterprise.contacts.through
    rows = through.objects.filter(enterprise__in={firm.pk for firm, _user in pairs})
    known = set(rows.values_list("enterprise", "user"))
    for firm, user in pairs:
        if (firm.pk, user.pk) in known:
            raise Refused(_("%(person)s已经是联系人了。") % {"person": user})
        known.add((firm.pk, user.pk))
    through.objects.bulk_create(through(enterprise=firm, user=user) for firm, user in pairs)


@transaction.atomic
def remove_contact(*, actor: Actor, enterprise: Enterprise, user: User) -> None:
    """End a contact's right to act for the enterprise and notify them; their account stays."""
    enterprise = _locked(enterprise)
    enterprise.contacts.remove(user)
    record(actor, UnionVerb.CONTACT_REMOVED, enterprise, data={"person": user.display_name})
    sentence = gettext_lazy("您不再是%(enterprise)s的联系人")
    notify([user], sentence, reverse("desk"), enterprise=enterprise)


def _locked(enterprise: Enterprise) -> Enterprise:
    found: Enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    return found


def _with_section(facts: EnterpriseFacts) -> EnterpriseFacts:
    """The facts with the section that their division belongs to.

    Raises ``ValidationError`` when the facts name another section.
    """
    division = facts.get("division")
    if not division:
        return facts
    section = section_of(division).value
    if facts.get("section", section) != section:
        raise ValidationError({"division": _("行业大类和门类对不上，请核对。")})
    return {**facts, "section": section}
