"""Whom the acts tell, and the names they leave in the log."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import notify, others

from ..enums import Origin
from ..models import Engagement


def named(engagement: Engagement) -> dict[str, str]:
    """What is kept is kept in the source language."""
    with translation.override("zh-hans"):
        return {"helper": in_chinese(engagement.helper)}


def office(engagement: Engagement) -> dict[str, str]:
    """With the name of the office under which the act stands in the timeline."""
    return {**named(engagement), "office": engagement.need.union.name}


def ask(engagement: Engagement, sentence: Any) -> None:
    """Tell the helper; of one without an account the staff of his union, who call him."""
    helper, need = engagement.helper, engagement.need
    if helper.answerer:
        tell_helper(engagement, sentence)
        return
    sentence = gettext_lazy("%(helper)s没有账号，请打电话问他并代记答复：%(title)s")
    notify(cadres_of(helper.union), sentence, page_of(engagement), title=need, helper=helper)


def tell_helper(
    engagement: Engagement, sentence: Any, actor: Actor | None = None, **words: Any
) -> None:
    need = engagement.need
    who = others([engagement.helper.answerer], actor)
    notify(who, sentence, page_of(engagement), title=need, union=need.union, **words)


def tell_asker(engagement: Engagement, sentence: Any, actor: Actor | None = None) -> None:
    need, helper = engagement.need, engagement.helper
    who = others(followers(need), actor)
    notify(who, sentence, page_of_need(need), title=need, helper=helper)


def tell_cadres(engagement: Engagement, sentence: Any, actor: Actor | None = None) -> None:
    need, helper = engagement.need, engagement.helper
    who = others(cadres_of(need.union), actor)
    notify(who, sentence, page_of(engagement), title=need, helper=helper)


def tell_of_no(engagement: Engagement) -> None:
    """An invitation came to nothing; who ordered him by name hears it too."""
    tell_cadres(engagement, gettext_lazy("%(title)s：%(helper)s这次没有接"))
    if engagement.origin == Origin.ORDER:
        tell_asker(engagement, gettext_lazy("%(title)s：%(helper)s这次没有接，工会接着帮您找"))


def page_of(engagement: Engagement) -> str:
    return reverse("engagement", args=[engagement.pk])


def page_of_need(need: Need) -> str:
    return reverse("need", args=[need.pk])
