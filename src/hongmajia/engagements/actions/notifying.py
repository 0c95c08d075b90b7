"""Notices to helper, asker and cadres, and the names that events carry."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese
from hongmajia.needs.models import Need
from hongmajia.needs.queries import asker_sides, cadres_of, followers, union_side
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side
from hongmajia.people.rules import answers_for
from hongmajia.unions.queries import office_of

from ..enums import DONE_FOR, NOTED_FOR, Origin
from ..models import Engagement
from ..told import DECLINED


def helper_data(engagement: Engagement) -> dict[str, str]:
    """Return the data of an event: the helper's name, in Chinese whatever the actor's language."""
    with translation.override("zh-hans"):
        return {"helper": in_chinese(engagement.helper)}


def act_data(engagement: Engagement, verb: str, actor: Actor | None) -> dict[str, str]:
    """Return ``helper_data``, and which union acted if the helper did not act themselves."""
    data, office = helper_data(engagement), _deputy_of_helper(engagement, actor)
    if office and verb in DONE_FOR:
        data["for_helper"] = office
    elif office and verb in NOTED_FOR:
        data["noted_by"] = office
    return data


def _deputy_of_helper(engagement: Engagement, actor: Actor | None) -> str:
    """The union for which the actor works, if they are not the one who answers for the helper."""
    user, helper = account_of(actor), engagement.helper
    if user is None or answers_for(user, helper):
        return ""
    return office_of(user, helper.union.path) or office_of(user, engagement.need.union.path)


def office_data(engagement: Engagement) -> dict[str, str]:
    """Return ``helper_data`` and the union's name, which the timeline shows as the actor."""
    return {**helper_data(engagement), "office": engagement.need.union.name}


def notify_invited(engagement: Engagement, sentence: Any) -> None:
    """Tell the helper of an invitation.

    Of a helper without an account the cadres who are to call are notified too; they record the
    answer.
    """
    notify_helper(engagement, sentence, kind=Kind.ACT)
    helper, need = engagement.helper, engagement.need
    callee = helper_side(helper).callee
    if helper.answerer or callee is None:
        return
    sentence = gettext_lazy("%(helper)s没有账号，请打电话问他并代记答复：%(title)s")
    notify(cadres_of(callee.union), sentence, page_of(engagement), title=need, helper=helper)


def notify_helper(
    engagement: Engagement, sentence: Any, actor: Actor | None = None, **words: Any
) -> None:
    """Tell whoever answers for the helper, by telephone if need be, unless they are the actor.

    ``words`` fill the placeholders of ``sentence``.
    """
    need, side = engagement.need, helper_side(engagement.helper)
    page, story = page_of(engagement), engagement.story
    tell(side, sentence, page, actor, story=story, title=need, union=need.union, **words)


def notify_asker(engagement: Engagement, sentence: Any, actor: Actor | None = None) -> None:
    """Tell the asker and all who follow the need, by telephone if need be, except the actor."""
    need, helper, page = engagement.need, engagement.helper, page_of_need(engagement.need)
    tell(asker_sides(need), sentence, page, actor, story=need.story, title=need, helper=helper)


def notify_followers(engagement: Engagement, sentence: Any, actor: Actor) -> None:
    """Notify the accounts that follow the need of what the asker knows from the telephone."""
    need, helper = engagement.need, engagement.helper
    who = others(followers(need), actor)
    notify(who, sentence, page_of_need(need), title=need, helper=helper)


def notify_cadres(engagement: Engagement, sentence: Any, actor: Actor | None = None) -> None:
    """Notify the cadres of the union that holds the need, except the actor."""
    need, helper = engagement.need, engagement.helper
    tell(union_side(need.union), sentence, page_of(engagement), actor, title=need, helper=helper)


def notify_of_refusal(engagement: Engagement) -> None:
    """Notify the cadres that an invitation was declined or expired; of an order, the asker too."""
    notify_cadres(engagement, gettext_lazy("%(title)s：%(helper)s这次没有接"))
    if engagement.origin == Origin.ORDER:
        notify_asker(engagement, DECLINED)


def page_of(engagement: Engagement) -> str:
    """Return the path of the engagement's page."""
    return reverse("engagement", args=[engagement.pk])


def page_of_need(need: Need) -> str:
    """Return the path of the need's page."""
    return reverse("need", args=[need.pk])
