"""Reminders of overdue service records and confirmations, sent by the clock."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import asker_sides, cadres_of
from hongmajia.notices.actions import notify
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side


@transaction.atomic
def remind_recording(*, engagement: Engagement) -> bool:
    """Remind helper and cadres, once, of an overdue service record; whether it was sent now."""
    if not _mark_reminded(engagement, S.SCHEDULED):
        return False
    page = reverse("engagement", args=[engagement.pk])
    sentence = gettext_lazy("%(title)s：服务完了请写记录，一次就够")
    helper, need = engagement.helper, engagement.need
    tell(helper_side(helper), sentence, page, story=need.story, title=need)
    sentence = gettext_lazy("%(title)s：约好的时间过了，还没有服务记录，请催一催")
    notify(cadres_of(engagement.need.union), sentence, page, title=engagement.need)
    return True


@transaction.atomic
def remind_confirming(*, engagement: Engagement) -> bool:
    """Remind asker and cadres, once, of an overdue confirmation; whether it was sent now."""
    if not _mark_reminded(engagement, S.SERVED):
        return False
    need = engagement.need
    sentence = gettext_lazy("%(title)s：师傅来过了，请确认有没有解决")
    page = reverse("need", args=[need.pk])
    tell(asker_sides(need), sentence, page, story=need.story, title=need)
    sentence = gettext_lazy("%(title)s：企业还没确认，请打个电话")
    notify(cadres_of(need.union), sentence, reverse("engagement", args=[engagement.pk]), title=need)
    return True


def _mark_reminded(engagement: Engagement, state: S) -> bool:
    """Mark the engagement as reminded; whether this call did so.

    The update is conditional, so that only one of several concurrent clocks sends the reminder.
    """
    late = Engagement.objects.filter(
        pk=engagement.pk, state=state, reminded_at=None, due_at__lt=timezone.now()
    )
    return bool(late.update(reminded_at=timezone.now()))
