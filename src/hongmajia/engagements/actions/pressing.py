"""Telling the helpers of a need what its asker did meanwhile: asked to hurry, added something."""

from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.needs.enums import AT_WORK
from hongmajia.needs.models import Need
from hongmajia.needs.queries import union_side
from hongmajia.notices.telling import tell

from ..enums import EngagementState
from .notifying import notify_helper, page_of_need


def press_helpers(*, need: Need, actor: Actor | None) -> None:
    """Tell the helpers who have not answered or not reported yet that the asker waits.

    While the need is in service and none of them has anything to do, the cadres are told.
    """
    awaited = need.engagements.filter(
        state__in=(
            EngagementState.PROPOSED,
            EngagementState.ACCEPTED,
            EngagementState.SCHEDULED,
        )
    )
    sentence = gettext_lazy("%(title)s：企业在催，请您尽快办")
    for engagement in (found := list(awaited.with_details())):
        notify_helper(engagement, sentence, actor)
    if need.state in AT_WORK and not found:
        sentence = gettext_lazy("%(title)s：提出人在催，请尽快办")
        tell(union_side(need.union), sentence, page_of_need(need), actor, title=need)


def tell_helpers_of_supplement(*, need: Need, actor: Actor | None) -> None:
    """Tell the helpers who have agreed that the asker added something."""
    for engagement in need.engagements.working().with_details():
        notify_helper(engagement, gettext_lazy("%(title)s：企业补充了情况，请看"), actor)
