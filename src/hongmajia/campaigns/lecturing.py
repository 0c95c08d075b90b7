"""Asking masters to lecture for a group (讲师团), and their answers; as with partners (ADR 107)."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import move
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.people.models import Helper
from hongmajia.unions.queries import cadres_of

from .enums import AskState, CampaignVerb
from .models import Campaign, Lecturer
from .states import LECTURERS


def ask_lecturer(campaign: Campaign, helper: Helper, actor: Actor) -> bool:
    """Ask a master or team, unless they were asked before; who declined is asked again.

    Whether they are asked now. Without an account the cadres of their union are told, who note
    the answer. The caller has locked the campaign.
    """
    before = campaign.lecturers.filter(helper=helper).first()
    if before and before.state != AskState.DECLINED:
        return False
    words = {"helper": helper.public_name, "name": campaign.name}
    ask = _asked(before or Lecturer(campaign=campaign, helper=helper), actor, words)
    page = reverse("lecturer", args=[ask.pk])
    if (answerer := helper.answerer) is not None:
        sentence = gettext_lazy("“%(name)s”请您当讲师，请答复")
        notify([answerer], sentence, page, kind=Kind.ACT, **words)
    else:
        sentence = gettext_lazy("“%(name)s”请%(helper)s当讲师，请问过本人再记下答复")
        notify(others(cadres_of(helper.union), actor), sentence, page, kind=Kind.ACT, **words)
    return True


def _asked(ask: Lecturer, actor: Actor, words: dict[str, str]) -> Lecturer:
    """Store that they are asked, for the first time or again."""
    if ask.pk is None:
        ask.save()
        record(actor, CampaignVerb.LECTURER_ASKED, ask, to_state=ask.state, data=words)
    else:
        again: dict[str, Any] = {
            "asked_at": timezone.now(),
            "answered_at": None,
            "consent_note": "",
        }
        move(ask, LECTURERS, CampaignVerb.LECTURER_ASKED, actor=actor, data=words, **again)
    return ask


@transaction.atomic
def answer_lecturing(
    *, ask: Lecturer, actor: Actor, agrees: bool, consent_note: str = ""
) -> Lecturer:
    """Agree to lecture, or decline. Pages name who agreed, with the courses of their service list.

    Raises ``WrongState`` if it was answered before, ``Refused`` for a campaign called off, or an
    agreement that somebody else notes without saying where it is filed.
    """
    campaign = Campaign.objects.select_for_update().get(pk=ask.campaign_id)
    rows = Lecturer.objects.select_for_update(of=("self",))
    ask = rows.select_related("helper__artisan__user", "helper__union", "campaign").get(pk=ask.pk)
    if ask.state != AskState.OPEN:
        raise WrongState(_("这件已经答复过了。"))
    if campaign.called_off_at:
        raise Refused(_("“%(name)s”已经取消，不能再改。") % {"name": campaign.name})
    if agrees and not _is_self(ask.helper, actor) and not consent_note.strip():
        raise Refused(_("不是本人答复的，请写明本人的同意存在哪里。"))
    if agrees:
        campaign.helpers.add(ask.helper)
    _answer(ask, actor, agrees, consent_note.strip())
    return ask


def who_answers(ask: Lecturer) -> list[Any]:
    """The master or the leader of the team; without an account the cadres of their union."""
    answerer = ask.helper.answerer
    return [answerer] if answerer else list(cadres_of(ask.helper.union))


def let_lecturer_go(campaign: Campaign, helper: Helper, actor: Actor) -> None:
    """Forget that somebody was asked or agreed. The caller has locked the campaign."""
    if campaign.lecturers.filter(helper=helper).delete()[0]:
        words = {"helper": helper.public_name}
        record(actor, CampaignVerb.LECTURER_LEFT, campaign, data=words)


def _is_self(helper: Helper, actor: Any) -> bool:
    answerer = helper.answerer
    return answerer is not None and actor is not None and answerer.pk == actor.pk


def _answer(ask: Lecturer, actor: Actor, agrees: bool, consent_note: str) -> None:
    """Store the answer and tell the host."""
    verb = CampaignVerb.LECTURER_AGREED if agrees else CampaignVerb.LECTURER_DECLINED
    words = {"helper": ask.helper.public_name, "name": ask.campaign.name}
    now = timezone.now()
    move(ask, LECTURERS, verb, actor=actor, data=words, consent_note=consent_note, answered_at=now)
    sentence = (
        gettext_lazy("%(helper)s同意当“%(name)s”的讲师")
        if agrees
        else gettext_lazy("%(helper)s没有同意当“%(name)s”的讲师")
    )
    told = others(cadres_of(ask.campaign.union), actor)
    notify(told, sentence, reverse("campaign", args=[ask.campaign_id]), **words)
