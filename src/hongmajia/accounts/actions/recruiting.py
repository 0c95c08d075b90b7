"""Recruiting calls: published, changed, withdrawn."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.withholding import Whose, save_public
from hongmajia.people.models import Team
from hongmajia.publicity.queries import publicly_named
from hongmajia.unions.models import Union

from ..enums import RecruitingVerb
from ..models import RecruitingCall


@transaction.atomic
def publish_call(*, actor: Actor, union: Union, **facts: Any) -> RecruitingCall:
    """Publish a call of ``union``, which everybody sees at once.

    Raises ``ValidationError`` for invalid facts, ``Refused`` for a day in the past and for a team
    of another union.
    """
    call = RecruitingCall(union=union, written_by=account_of(actor), **facts)
    _save(call)
    record(actor, RecruitingVerb.PUBLISHED, call, data={"title": call.title})
    return call


@transaction.atomic
def change_call(*, actor: Actor, call: RecruitingCall, **facts: Any) -> RecruitingCall:
    """Save the facts that differ; raises what ``publish_call`` raises."""
    call = _locked(call)
    changed = [name for name, value in facts.items() if getattr(call, name) != value]
    if not changed:
        return call
    for name in changed:
        setattr(call, name, facts[name])
    _save(call)
    fields = "、".join(field_labels(RecruitingCall, changed))
    record(actor, RecruitingVerb.CHANGED, call, data={"fields": fields})
    return call


@transaction.atomic
def withdraw_call(*, actor: Actor, call: RecruitingCall) -> RecruitingCall:
    """Take a call out of the public list; what was applied for stays with the union."""
    call = _locked(call)
    if call.withdrawn_at:
        raise WrongState(_("已经撤下了。"))
    call.withdrawn_at = timezone.now()
    call.save(update_fields=["withdrawn_at"])
    record(actor, RecruitingVerb.WITHDRAWN, call, data={"title": call.title})
    return call


def named_in_call(call: RecruitingCall) -> Whose:
    """Who may be named in a call: those who agreed for all purposes."""
    return publicly_named("\n".join((call.title, call.wanted, call.text)))


def _save(call: RecruitingCall) -> None:
    call.full_clean()
    if call.until < timezone.localdate():
        raise Refused(_("招到哪一天，请选今天或以后的日子。"))
    _refuse_team(call.team, call.union)
    save_public(call, named_in_call(call))


def _refuse_team(team: Team | None, union: Union) -> None:
    if team and not (team.helper.is_active and team.helper.union_id == union.pk):
        raise Refused(_("请选%(union)s自己的、在册的服务队。") % {"union": union})


def _locked(call: RecruitingCall) -> RecruitingCall:
    rows = RecruitingCall.objects.select_for_update(of=("self",))
    found: RecruitingCall = rows.select_related("union", "team__helper").get(pk=call.pk)
    return found
