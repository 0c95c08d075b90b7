"""Milestones in the work on a long-term problem (攻关)."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import closing_of
from hongmajia.core.deadlines import Deadline
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import asker_sides
from hongmajia.notices.telling import tell
from hongmajia.unions.enums import Stage

from ..enums import ServiceVerb
from ..models import Milestone
from ..told import MILESTONE

DAYS_TO_GO_ON = 5
"""Working days after a milestone, or after the first visit, until the next one is to be set."""


@transaction.atomic
def set_milestone(*, engagement: Engagement, actor: Actor, title: str, due_on: date) -> Milestone:
    """Add a milestone; the engagement is due at its next open milestone.

    Raises ``WrongState`` unless the engagement is scheduled, ``Refused`` for a date in the past.
    """
    if engagement.state != EngagementState.SCHEDULED:
        raise WrongState(_("现在不在服务中，不能定攻关节点。"))
    if due_on < timezone.localdate():
        raise Refused(_("攻关节点请选今天以后的日子。"))
    milestone = Milestone(engagement=engagement, title=title, due_on=due_on)
    milestone.full_clean()
    milestone.save()
    record(actor, ServiceVerb.MILESTONE_SET, engagement, data={"title": title})
    _update_due_date(engagement)
    return milestone


@transaction.atomic
def finish_milestone(*, milestone: Milestone, actor: Actor, note: str = "") -> Milestone:
    """Mark a milestone as reached and notify the asker. Raises ``WrongState`` if it was already."""
    engagement = milestone.engagement
    done = Milestone.objects.filter(pk=milestone.pk, done_at__isnull=True)
    if not done.update(done_at=timezone.now(), note=note):
        raise WrongState(_("这个节点已经完成了。"))
    record(
        actor, ServiceVerb.MILESTONE_DONE, engagement, note=note, data={"title": milestone.title}
    )
    _update_due_date(engagement)
    need = engagement.need
    sentence = MILESTONE
    page, title = reverse("need", args=[need.pk]), milestone.title
    tell(asker_sides(need), sentence, page, actor, story=need.story, title=need, milestone=title)
    milestone.refresh_from_db()
    return milestone


def next_milestone_due(engagement: Engagement) -> Deadline:
    """When the engagement's next open milestone is due; without one, when one is to be set."""
    ahead = engagement.milestones.filter(done_at__isnull=True).first()
    if ahead:
        return Deadline(closing_of(ahead.due_on))
    return engagement.need.season.deadline(Stage.SERVE, DAYS_TO_GO_ON)


def _update_due_date(engagement: Engagement) -> None:
    due = next_milestone_due(engagement)
    Engagement.objects.filter(pk=engagement.pk, state=EngagementState.SCHEDULED).update(
        **due.fields(), reminded_at=None
    )
