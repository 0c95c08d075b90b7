"""Inviting a helper from the shortlist of one need, and the next one after a refusal."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.errors import Refused
from hongmajia.engagements.actions import propose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import correct_need
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of
from hongmajia.notices.actions import notify
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper

from ..queries import candidate, candidates
from .shared import has_enough_asked


def invite_helper(*, need: Need, helper: Helper, actor: Actor) -> Engagement:
    """Invite a helper from the shortlist, with the engine's current score and reasons."""
    found = candidate(need, helper)
    return propose(
        need=need,
        helper=helper,
        actor=actor,
        score=found.score,
        reasons=[reason.as_dict() for reason in found.reasons],
    )


def allow_both_modes(*, need: Need, actor: Actor) -> Need:
    """Let the need be solved on site or online; the change stands in the need's log."""
    return correct_need(need=need, actor=actor, mode=OfferMode.BOTH)


@transaction.atomic
def ask_next(*, engagement: Engagement) -> Engagement | None:
    """Invite the next best candidate after a helper declined or did not answer.

    Returns the new engagement; ``None`` if enough helpers are invited or no candidate is left, of
    which the cadres of the holding union are notified.
    """
    need = Need.objects.select_for_update().get(pk=engagement.need_id)
    if need.state not in SEEKING or has_enough_asked(need):
        return None
    for next_ in candidates(need):
        if not next_.is_full and (asked := _propose_next(need, next_, engagement)):
            return asked
    sentence = gettext_lazy("%(title)s：%(helper)s没有接，暂时没有别的合适人选，请您看看")
    url = reverse("shortlist", args=[need.pk])
    notify(cadres_of(need.union), sentence, url, title=need, helper=engagement.helper)
    return None


def _propose_next(need: Need, candidate: Any, before: Engagement) -> Engagement | None:
    """Invite a candidate and notify the cadres; ``None`` if a rule refuses this candidate."""
    reasons = [reason.as_dict() for reason in candidate.reasons]
    try:
        with transaction.atomic():
            asked = propose(
                need=need,
                helper=candidate.helper,
                actor=before.opened_by,
                score=candidate.score,
                reasons=reasons,
            )
    except Refused:
        return None
    sentence = gettext_lazy("%(title)s：%(before)s没有接，已改请%(helper)s")
    notify(
        cadres_of(need.union),
        sentence,
        reverse("need", args=[need.pk]),
        title=need,
        before=before.helper,
        helper=candidate.helper,
    )
    return asked
