"""The enterprise's word, and the call-backs after it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.actions import confirm, confirm_unsolved, reopen
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of
from hongmajia.notices.actions import notify, others

from ..enums import CALL_BACK_DAYS, Lasting, Outcome, ServiceVerb
from ..facts import ConfirmationFacts
from ..models import CallBack, Confirmation, Evidence

MAX_EVIDENCE = 6


@transaction.atomic
def confirm_service(
    *,
    engagement: Engagement,
    actor: Actor,
    name: str,
    evidence: Iterable["File[Any]"] = (),
    **facts: Unpack[ConfirmationFacts],
) -> Confirmation:
    """The enterprise says how it ended. ``name`` is who says so, with an account or without.

    Solved or partly: done, and the union asks again after 30 and 90 days. Not solved: the need is
    reopened and the union looks for somebody again. A benefit needs a word on how it was reckoned.
    """
    said = Confirmation(engagement=engagement, name=name, **facts)
    said.confirmed_by = account_of(actor)
    _refuse_unfounded(said)
    words = in_chinese(Outcome(said.outcome).label)
    if said.outcome == Outcome.UNSOLVED:
        if not said.words.strip():
            raise Refused(_("请写一句还有什么问题，工会好接着找人。"))
        confirm_unsolved(
            engagement=engagement, actor=actor, name=name, outcome=words, note=said.words
        )
    else:
        confirm(engagement=engagement, actor=actor, name=name, outcome=words)
    said.full_clean(exclude=["confirmed_by"])
    said.save()
    _add_evidence(said, evidence)
    _plan_call_backs(said)
    _announce(said, actor)
    return said


@transaction.atomic
def correct_confirmation(
    *, confirmation: Confirmation, actor: Actor, **facts: Unpack[ConfirmationFacts]
) -> Confirmation:
    """Mend what was said of benefit and satisfaction; the outcome itself stands."""
    if facts.get("outcome", confirmation.outcome) != confirmation.outcome:
        raise Refused(_("结果已经确认。问题又出现了，请用“重新打开”。"))
    values = facts.items()
    changed = {name: value for name, value in values if getattr(confirmation, name) != value}
    for name, value in changed.items():
        setattr(confirmation, name, value)
    _refuse_unfounded(confirmation)
    confirmation.full_clean(exclude=["confirmed_by"])
    confirmation.save()
    if changed:
        labels = field_labels(Confirmation, changed)
        verb = ServiceVerb.CONFIRMATION_CORRECTED
        record(actor, verb, confirmation, audience=Audience.PARTIES, data={"fields": labels})
    return confirmation


@transaction.atomic
def call_back(*, call: CallBack, actor: Actor, lasting: str, note: str = "") -> CallBack:
    """The union has asked whether it still holds; the artisan hears the answer. What came back
    reopens the need."""
    if lasting == Lasting.RELAPSED and not note.strip():
        raise Refused(_("请写一句又出现了什么问题。"))
    asked = CallBack.objects.filter(pk=call.pk, done_at__isnull=True)
    if not asked.update(
        lasting=lasting, note=note, done_by=account_of(actor), done_at=timezone.now()
    ):
        raise WrongState(_("这次回访已经记过了。"))
    call.refresh_from_db()
    engagement = call.confirmation.engagement
    words = in_chinese(Lasting(lasting).label)
    data = {"days": call.days, "lasting": words, "office": engagement.need.union.name}
    record(actor, ServiceVerb.CALLED_BACK, engagement, note=note, data=data)
    _tell_helper(engagement, gettext_lazy("%(title)s：%(days)s天回访，企业说%(lasting)s"),
                 days=call.days, lasting=words)  # fmt: skip
    if lasting == Lasting.RELAPSED:
        name = engagement.need.contact_name
        reopen(need=engagement.need, actor=actor, name=name, note=note)
    return call


@transaction.atomic
def report_relapse(*, need: Need, actor: Actor, name: str, reason: str) -> None:
    """The asker says that the problem is back: the union looks for somebody again, and whoever
    was there hears of it. ``name`` is who says so, with an account or without."""
    if not reason.strip():
        raise Refused(_("请写一句又出现了什么问题。"))
    if not reopen(need=need, actor=actor, name=name, note=reason):
        raise WrongState(_("这件还在办，不用重新打开。"))
    page = reverse("need", args=[need.pk])
    people = others(cadres_of(need.union), actor)
    notify(people, gettext_lazy("%(title)s：企业说问题又出现了，请再找一位师傅"), page, title=need)
    for engagement in need.engagements.filter(state=EngagementState.CONFIRMED).with_details():
        _tell_helper(engagement, gettext_lazy("%(title)s：企业说问题又出现了"))


# ---- parts ----


def _refuse_unfounded(said: Confirmation) -> None:
    if said.benefit_wan and not said.benefit_basis.strip():
        raise Refused(_("填了省下的钱，请写一句怎么算的。"))


def _add_evidence(said: Confirmation, evidence: Iterable["File[Any]"]) -> None:
    evidence = list(evidence)
    if len(evidence) > MAX_EVIDENCE:
        raise Refused(_("依据最多%(n)s张照片。") % {"n": MAX_EVIDENCE})
    for image in evidence:
        Evidence.objects.create(confirmation=said, image=image)


def _plan_call_backs(said: Confirmation) -> None:
    """What was not solved is looked at again anyway: no call-back."""
    if said.outcome == Outcome.UNSOLVED:
        return
    for days in CALL_BACK_DAYS:
        due_at = said.confirmed_at + timedelta(days=days)
        CallBack.objects.create(confirmation=said, days=days, due_at=due_at)


def _announce(said: Confirmation, actor: Actor) -> None:
    sentence = gettext_lazy("%(title)s：企业确认了，谢谢您")
    if said.outcome == Outcome.UNSOLVED:
        sentence = gettext_lazy("%(title)s：企业说还没解决，谢谢您跑这一趟")
    _tell_helper(said.engagement, sentence)
    need = said.engagement.need
    if said.outcome == Outcome.UNSOLVED:
        sentence = gettext_lazy("%(title)s：企业说没解决，请再找一位师傅")
    people = others(cadres_of(need.union), actor)
    notify(people, sentence, reverse("need", args=[need.pk]), title=need)


def _tell_helper(engagement: Engagement, sentence: Any, **words: Any) -> None:
    page = reverse("engagement", args=[engagement.pk])
    notify([engagement.helper.answerer], sentence, page, title=engagement.need, **words)
