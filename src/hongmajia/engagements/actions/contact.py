"""The first contact of the two sides, and the reminders until then."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import move
from hongmajia.needs.actions import contact_made
from hongmajia.needs.actions import reveal_contact as reveal_asker
from hongmajia.people.actions import reveal_phone

from ..enums import EngagementState as S
from ..enums import EngagementVerb
from ..models import Engagement
from ..queries import account_phone, person_of
from ..states import TRANSITIONS
from .joining import relocked
from .telling import named, tell_asker, tell_cadres, tell_helper


@transaction.atomic
def record_contact(*, engagement: Engagement, actor: Actor, note: str = "") -> Engagement:
    """The two have spoken; the clock of the first contact stops."""
    called = relocked(engagement)
    if called.contacted_at:
        raise WrongState(_("首次联系已经记过了。"))
    move(
        called,
        TRANSITIONS,
        EngagementVerb.CONTACTED,
        actor=actor,
        contacted_at=timezone.now(),
        data=named(called),
        note=note,
        audience=Audience.PARTIES,
    )
    contact_made(need=called.need)
    tell_asker(called, gettext_lazy("%(title)s：%(helper)s记下已和您联系"), actor)
    tell_cadres(called, gettext_lazy("%(title)s：%(helper)s已和企业联系"), actor)
    return called


@transaction.atomic
def reveal_contact(*, engagement: Engagement, actor: Actor) -> tuple[str, str]:
    """Name and telephone of the other side of an agreed engagement; the look is logged.

    Who speaks for the helper gets the asker's, everybody else the helper's (a team's leader's).
    """
    need, helper = engagement.need, engagement.helper
    if actor.has_perm("engagements.answer", engagement):
        return need.contact_name, reveal_asker(need=need, actor=actor)
    person = person_of(helper)
    if person is None:
        raise Refused(_("这支队还没有队长，请和工会联系。"))
    number = reveal_phone(helper=person, actor=actor) or account_phone(helper)
    if not number:
        raise Refused(_("%(helper)s没有留电话，请和工会联系。") % {"helper": person.public_name})
    return person.public_name, number


@transaction.atomic
def remind(*, engagement: Engagement) -> None:
    """Say once that time runs out: to answer, or for the first contact, which its union hears
    of too. Raises ``WrongState`` if it was said, or done, meanwhile."""
    late = relocked(engagement)
    waits = late.state == S.PROPOSED or (late.state == S.ACCEPTED and not late.contacted_at)
    if not waits or late.reminded_at:
        raise WrongState(_("不用再催了。"))
    Engagement.objects.filter(pk=late.pk).update(reminded_at=timezone.now())
    if late.state == S.PROPOSED:
        tell_helper(late, gettext_lazy("%(title)s：邀请快到期了，请答复接还是不接"))
        return
    record(None, EngagementVerb.OVERDUE, late, data=named(late))
    tell_helper(late, gettext_lazy("%(title)s：已过首次联系时限，请尽快和企业联系"))
    tell_cadres(late, gettext_lazy("%(title)s：%(helper)s超过时限还没联系企业，请催一催"))
