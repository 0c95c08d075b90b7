"""Reminders of overdue service records and confirmations, sent by the clock."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.queries import asker_sides, cadres_of
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side

from ..models import CallBack
from ..told import PLEASE_CONFIRM


@transaction.atomic
def remind_recording(*, engagement: Engagement) -> bool:
    """Remind helper and cadres, once, of an overdue service record; whether it was sent now."""
    if not _mark_reminded(engagement, S.SCHEDULED):
        return False
    page = reverse("engagement", args=[engagement.pk])
    helper, need = engagement.helper, engagement.need
    to_helper, to_union = _urging(need)
    tell(helper_side(helper), to_helper, page, story=need.story, title=need)
    notify(cadres_of(need.union), to_union, page, title=need)
    return True


def _urging(need: Need) -> tuple[Any, Any]:
    """What helper and union are told: of a long-term problem a milestone is due, else a record."""
    if need.state == NeedState.TACKLING:
        return (
            gettext_lazy("%(title)s：攻关节点到期了，请记下进展，定下一个节点"),
            gettext_lazy("%(title)s：攻关节点过了期，请催一催"),
        )
    return (
        gettext_lazy("%(title)s：服务完了请写记录，一次就够"),
        gettext_lazy("%(title)s：约好的时间过了，还没有服务记录，请催一催"),
    )


@transaction.atomic
def remind_confirming(*, engagement: Engagement) -> bool:
    """Remind asker and cadres, once, of an overdue confirmation; whether it was sent now."""
    if not _mark_reminded(engagement, S.SERVED):
        return False
    need = engagement.need
    page = reverse("need", args=[need.pk])
    story = need.story
    tell(asker_sides(need), PLEASE_CONFIRM, page, story=story, kind=Kind.ACT, title=need)
    sentence = gettext_lazy("%(title)s：企业还没确认，请打个电话")
    notify(cadres_of(need.union), sentence, reverse("engagement", args=[engagement.pk]), title=need)
    return True


@transaction.atomic
def remind_calling_back(*, call_back: CallBack) -> bool:
    """Remind the cadres, once, of a call-back that is due; whether it was sent now."""
    due = CallBack.objects.due().filter(pk=call_back.pk, reminded_at=None)
    if not due.update(reminded_at=timezone.now()):
        return False
    need = call_back.confirmation.engagement.need
    sentence = gettext_lazy("%(title)s：%(days)s天回访的日子到了，请打电话问问企业")
    page = reverse("call_back", args=[call_back.pk])
    notify(cadres_of(need.union), sentence, page, title=need, days=call_back.days)
    return True


def _mark_reminded(engagement: Engagement, state: S) -> bool:
    """Mark the engagement as reminded; whether this call did so.

    The update is conditional, so that only one of several concurrent clocks sends the reminder.
    """
    late = Engagement.objects.filter(
        pk=engagement.pk, state=state, reminded_at=None, due_at__lt=timezone.now()
    )
    return bool(late.update(reminded_at=timezone.now()))
