"""Registering and changing enterprises and their contacts."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify

from ..enums import UnionVerb
from ..facts import EnterpriseFacts
from ..industries import section_of
from ..models import Enterprise, User
from .accounts import find_or_add
from .saving import save_changes


@transaction.atomic
def add_enterprise(*, actor: Actor, **facts: Unpack[EnterpriseFacts]) -> Enterprise:
    """Register an enterprise under its union.

    Raises ``ValidationError`` for invalid facts, such as a credit code that is registered already
    or a section that contradicts the division.
    """
    enterprise = Enterprise()
    save_changes(enterprise, _with_section(facts))
    record(actor, UnionVerb.ENTERPRISE_ADDED, enterprise, data={"enterprise": enterprise.name})
    return enterprise


@transaction.atomic
def change_enterprise(
    *, actor: Actor, enterprise: Enterprise, **facts: Unpack[EnterpriseFacts]
) -> Enterprise:
    """Save the facts that differ. The event names the fields; the history keeps the old values.

    Raises ``ValidationError`` for invalid facts.
    """
    enterprise = _locked(enterprise)
    if fields := save_changes(enterprise, _with_section(facts)):
        record(actor, UnionVerb.ENTERPRISE_CHANGED, enterprise, data={"fields": "、".join(fields)})
    return enterprise


@transaction.atomic
def add_contact(*, actor: Actor, enterprise: Enterprise, name: str, phone: str) -> User:
    """Make a person a contact of the enterprise, adding an account if needed; notify them.

    Raises ``Refused`` when they are a contact already, and what ``find_or_add`` raises.
    """
    enterprise = _locked(enterprise)
    user = find_or_add(actor=actor, union=enterprise.union, name=name, phone=phone)
    if enterprise.contacts.filter(pk=user.pk).exists():
        raise Refused(_("%(person)s已经是联系人了。") % {"person": user})
    enterprise.contacts.add(user)
    record(actor, UnionVerb.CONTACT_ADDED, enterprise, data={"person": user.display_name})
    sentence = gettext_lazy("您现在是%(enterprise)s的联系人，可以替企业提需求")
    notify([user], sentence, reverse("enterprise", args=[enterprise.pk]), enterprise=enterprise)
    return user


@transaction.atomic
def remove_contact(*, actor: Actor, enterprise: Enterprise, user: User) -> None:
    """End a contact's right to act for the enterprise and notify them; their account stays."""
    enterprise = _locked(enterprise)
    enterprise.contacts.remove(user)
    record(actor, UnionVerb.CONTACT_REMOVED, enterprise, data={"person": user.display_name})
    sentence = gettext_lazy("您不再是%(enterprise)s的联系人")
    notify([user], sentence, reverse("desk"), enterprise=enterprise)


def _locked(enterprise: Enterprise) -> Enterprise:
    return Enterprise.objects.select_for_update().get(pk=enterprise.pk)


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
