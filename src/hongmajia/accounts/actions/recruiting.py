"""Recruiting calls: published, changed, withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, in_chinese, record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.withholding import Whose, save_public
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.people.models import Team
from hongmajia.publicity.queries import publicly_named
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from ..chosen_clocks import set_clocks
from ..enums import ClaimState, RecruitingVerb
from ..models import Application, RecruitingCall, Wanted

Groups = Sequence[tuple[str, int]]
"""Names of groups, and how many people each wants."""


@transaction.atomic
def publish_call(
    *, actor: Actor, union: Union, groups: Groups = (), **facts: Any
) -> RecruitingCall:
    """Publish a call of ``union``, which everybody sees at once; ``groups`` are those wanted.

    Raises ``ValidationError`` for invalid facts, ``Refused`` for a day in the past and for a team
    of another union.
    """
    call = RecruitingCall(union=union, written_by=account_of(actor), **facts)
    _save(call)
    _want(call, groups)
    record(actor, RecruitingVerb.PUBLISHED, call, data={"title": call.title})
    return call


@transaction.atomic
def change_call(
    *, actor: Actor, call: RecruitingCall, groups: Groups | None = None, **facts: Any
) -> RecruitingCall:
    """Save the facts that differ; raises what ``publish_call`` raises.

    Raises ``Refused`` also for a group that would be gone although somebody applied for it.
    """
    call = locked_call(call)
    if groups is not None and list(groups) != [(one.name, one.places) for one in call.groups.all()]:
        _want(call, groups)
        data = {"fields": in_chinese(gettext_lazy("招几组、几个人"))}
        record(actor, RecruitingVerb.CHANGED, call, data=data)
    changed = [name for name, value in facts.items() if getattr(call, name) != value]
    if not changed:
        return call
    for name in changed:
        setattr(call, name, facts[name])
    _save(call)
    set_clocks(call)
    fields = "、".join(field_labels(RecruitingCall, changed))
    record(actor, RecruitingVerb.CHANGED, call, data={"fields": fields})
    return call


@transaction.atomic
def withdraw_call(*, actor: Actor, call: RecruitingCall) -> RecruitingCall:
    """Take a call out of the public list; what was applied for stays with the union."""
    call = locked_call(call)
    if call.withdrawn_at:
        raise WrongState(_("已经撤下了。"))
    call.withdrawn_at = timezone.now()
    call.save(update_fields=["withdrawn_at"])
    set_clocks(call)
    record(actor, RecruitingVerb.WITHDRAWN, call, data={"title": call.title})
    return call


@transaction.atomic
def remind_of_call(call: RecruitingCall) -> None:
    """Tell the cadres of the union that those chosen wait, unless another process has."""
    late = call.applications.chosen().filter(state=ClaimState.SUBMITTED, reminded_at=None)
    if not late.filter(due_at__lt=timezone.now()).update(reminded_at=timezone.now()):
        return
    sentence = gettext_lazy("“%(title)s”选定的人还没有公示，请去公示")
    if call.notice_is_over:
        sentence = gettext_lazy("“%(title)s”公示期满，选定的人还没有录用，请去录用")
    page = reverse("recruiting_applicants", args=[call.pk])
    notify(cadres_of(call.union), sentence, page, kind=Kind.ACT, title=call.title)


def named_in_call(call: RecruitingCall) -> Whose:
    """Who may be named in a call: those who agreed for all purposes."""
    return publicly_named("\n".join((call.title, call.wanted, call.text)))


def _save(call: RecruitingCall) -> None:
    call.full_clean()
    if call.until < timezone.localdate():
        raise Refused(_("招到哪一天，请选今天或以后的日子。"))
    _refuse_team(call.team, call.union)
    save_public(call, named_in_call(call))


def _want(call: RecruitingCall, groups: Groups) -> None:
    """Let the call want these groups; those of the same name keep their applications."""
    names = [name for name, _places in groups]
    if len(set(names)) < len(names):
        raise Refused(_("有两组同名，请改一个。"))
    gone = call.groups.exclude(name__in=names)
    if Application.objects.filter(wanted__in=gone).exists():
        raise Refused(_("去掉的组里已经有人申请了，请留着。"))
    gone.delete()
    for name, places in groups:
        row = call.groups.filter(name=name).first() or Wanted(call=call, name=name)
        row.places = places
        row.full_clean()
        row.save()


def _refuse_team(team: Team | None, union: Union) -> None:
    if team and not (team.helper.is_active and team.helper.union_id == union.pk):
        raise Refused(_("请选%(union)s自己的、在册的服务队。") % {"union": union})


def locked_call(call: RecruitingCall) -> RecruitingCall:
    """The call as it is now, locked."""
    rows = RecruitingCall.objects.select_for_update(of=("self",))
    found: RecruitingCall = rows.select_related("union", "team__helper").get(pk=call.pk)
    return found
