"""The first contact between helper and asker, and the reminders before it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.core.models import Event
from hongmajia.needs.actions import contact_made
from hongmajia.needs.actions import reveal_contact as reveal_asker
from hongmajia.notices.enums import Kind
from hongmajia.people.actions import reveal_number
from hongmajia.people.queries import person_of
from hongmajia.unions.enums import Stage

from ..enums import URGED_IN, EngagementVerb
from ..enums import EngagementState as S
from ..models import Engagement
from .lifecycle import lock_engagement, move_engagement
from .notifying import helper_data, notify_cadres, notify_followers, notify_helper

DAYS_TO_SCHEDULE = 5
"""Working days after the first contact within which a time is to be agreed."""


@transaction.atomic
def record_contact(*, engagement: Engagement, actor: Actor, note: str = "") -> Engagement:
    """Record that helper and asker have been in touch; within ``DAYS_TO_SCHEDULE`` they agree when.

    Raises ``WrongState`` if that is recorded already or the engagement is not accepted.
    """
    called = lock_engagement(engagement)
    if called.contacted_at:
        raise WrongState(_("首次联系已经记过了。"))
    move_engagement(
        called,
        EngagementVerb.CONTACTED,
        actor,
        due_at=called.need.season.deadline(Stage.SERVE, DAYS_TO_SCHEDULE),
        contacted_at=timezone.now(),
        note=note,
        audience=Audience.PARTIES,
    )
    contact_made(need=called.need)
    notify_followers(called, gettext_lazy("%(title)s：%(helper)s记下已和您联系"), actor)
    notify_cadres(called, gettext_lazy("%(title)s：%(helper)s已和企业联系"), actor)
    return called


@transaction.atomic
def reveal_contact(*, engagement: Engagement, actor: Actor) -> tuple[str, str]:
    """Return name and telephone number of the other side; the access is logged (rule 6).

    Whoever answers for the helper gets the asker's number, everybody else the helper's, or that of
    the team's leader. Raises ``Refused`` if there is no leader or no number.
    """
    need, helper = engagement.need, engagement.helper
    if actor.has_perm("engagements.answer", engagement):
        return need.contact_name, reveal_asker(need=need, actor=actor)
    number, person = reveal_number(helper=helper, actor=actor), person_of(helper) or helper
    if not number:
        raise Refused(_("%(helper)s没有留电话，请和工会联系。") % {"helper": person.public_name})
    return person.public_name, number


@transaction.atomic
def urge(*, engagement: Engagement, actor: Actor) -> Engagement:
    """The union urges the helper, once a day: to answer, to call the asker, to agree on a time.

    Raises ``WrongState`` if the helper owes nothing of the kind, ``TooLate`` if the helper was
    urged today.
    """
    awaited = lock_engagement(engagement)
    if awaited.state not in URGED_IN:
        raise WrongState(_("现在不等师傅办什么，不用催。"))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    urged = Event.objects.filter(story=awaited.story, verb=EngagementVerb.URGED, at__gte=midnight)
    if urged.filter(subject_id=awaited.pk).exists():
        raise TooLate(_("今天已经催过了，明天再催。"))
    data, audience = helper_data(awaited), Audience.PARTIES
    record(actor, EngagementVerb.URGED, awaited, audience=audience, data=data)
    notify_helper(awaited, _urging(awaited), actor, kind=Kind.ACT)
    return awaited


def _urging(awaited: Engagement) -> Any:
    """The sentence to the helper."""
    if awaited.state == S.PROPOSED:
        return gettext_lazy("%(union)s请您答复接还是不接：%(title)s")
    if awaited.contacted_at is None:
        return gettext_lazy("%(union)s请您尽快和企业联系：%(title)s")
    return gettext_lazy("%(union)s请您和企业约个时间：%(title)s")


@transaction.atomic
def remind(*, engagement: Engagement) -> None:
    """Remind, once, of an answer that is soon due, or of an overdue contact or appointment.

    The helper is notified; of what is overdue the union's cadres too, and an overdue contact is
    logged. Raises ``WrongState`` if nothing is awaited any more or the reminder was sent before.
    """
    late = lock_engagement(engagement)
    if late.state not in (S.PROPOSED, S.ACCEPTED) or late.reminded_at:
        raise WrongState(_("不用再催了。"))
    Engagement.objects.filter(pk=late.pk).update(reminded_at=timezone.now())
    if late.state == S.PROPOSED:
        notify_helper(
            late, gettext_lazy("%(title)s：邀请快到期了，请答复接还是不接"), kind=Kind.ACT
        )
        return
    if late.contacted_at:
        notify_helper(late, gettext_lazy("%(title)s：请和企业约个时间，记下来"))
        notify_cadres(late, gettext_lazy("%(title)s：%(helper)s还没和企业约时间，请催一催"))
        return
    record(None, EngagementVerb.OVERDUE, late, data=helper_data(late))
    notify_helper(late, gettext_lazy("%(title)s：已过首次联系时限，请尽快和企业联系"))
    notify_cadres(late, gettext_lazy("%(title)s：%(helper)s超过时限还没联系企业，请催一催"))
