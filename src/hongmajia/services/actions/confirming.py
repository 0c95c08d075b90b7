"""The enterprise confirms a service; the union calls back; a solved problem comes back."""

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
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.withholding import save_public
from hongmajia.engagements.actions import confirm, confirm_partly, confirm_unsolved, reopen
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import deputy_of_asker, tell_askers
from hongmajia.needs.models import Need
from hongmajia.needs.queries import union_side
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side

from ..enums import CALL_BACK_DAYS, Lasting, Outcome, ServiceVerb
from ..facts import ConfirmationFacts
from ..models import CallBack, Confirmation, Evidence
from ..parties import parties_of
from ..told import CONFIRMED_FOR

MAX_EVIDENCE = 6


@transaction.atomic
def confirm_service(
    *,
    engagement: Engagement,
    actor: Actor,
    name: str,
    evidence: Iterable["File[Any]"] = (),
    behalf_reason: str = "",
    slip: "File[Any] | None" = None,
    **facts: Unpack[ConfirmationFacts],
) -> Confirmation:
    """Store the enterprise's confirmation and notify the helper and the union's cadres.

    ``name`` is the person confirming, who may have no account. A service that solved the problem,
    fully or partly, gets its call-backs planned. An unsolved problem is reopened so that the union
    looks for another helper. Whoever confirms for the enterprise from a union says why or
    photographs the ``slip`` that it signed; this is marked and counted apart. Raises ``Refused``
    without that, for a benefit without its calculation, for an unsolved problem without an
    explanation, and for too many photographs.
    """
    confirmation = Confirmation(engagement=engagement, name=name, **facts)
    confirmation.confirmed_by = account_of(actor)
    if deputy_of_asker(engagement.need, actor):
        _mark_as_on_behalf(confirmation, behalf_reason, slip)
    _require_benefit_basis(confirmation)
    words = in_chinese(Outcome(confirmation.outcome).label)
    if confirmation.outcome == Outcome.UNSOLVED:
        if not confirmation.words.strip():
            raise Refused(_("请写一句还有什么问题，工会好接着找人。"))
        confirm_unsolved(
            engagement=engagement, actor=actor, name=name, outcome=words, note=confirmation.words
        )
    else:
        agree = confirm_partly if confirmation.outcome == Outcome.PARTLY else confirm
        agree(engagement=engagement, actor=actor, name=name, outcome=words)
    confirmation.full_clean(exclude=["confirmed_by"])
    save_public(confirmation, parties_of([engagement]))
    _add_evidence(confirmation, evidence)
    _plan_call_backs(confirmation)
    _notify_all(confirmation, actor)
    return confirmation


@transaction.atomic
def correct_confirmation(
    *, confirmation: Confirmation, actor: Actor, **facts: Unpack[ConfirmationFacts]
) -> Confirmation:
    """Correct a confirmation and log the changed fields.

    Raises ``Refused`` if ``outcome`` differs: others have acted on it already.
    """
    if facts.get("outcome", confirmation.outcome) != confirmation.outcome:
        raise Refused(_("结果已经确认。问题又出现了，请用“重新打开”。"))
    values = facts.items()
    changed = {name: value for name, value in values if getattr(confirmation, name) != value}
    for name, value in changed.items():
        setattr(confirmation, name, value)
    _require_benefit_basis(confirmation)
    confirmation.full_clean(exclude=["confirmed_by"])
    save_public(confirmation, parties_of([confirmation.engagement]))
    if changed:
        labels = field_labels(Confirmation, changed)
        verb = ServiceVerb.CONFIRMATION_CORRECTED
        record(actor, verb, confirmation, audience=Audience.PARTIES, data={"fields": labels})
    return confirmation


@transaction.atomic
def close_way(*, need: Need, actor: Actor) -> None:
    """Take back that everybody may read how the need was solved; in a closed year, too.

    Raises ``WrongState`` if there is no such consent.
    """
    rows = Confirmation.objects.select_for_update().filter(engagement__need=need, way_consent=True)
    given = list(rows)
    if not given:
        raise WrongState(_("这件没有同意过给别人看，不用收回。"))
    for confirmation in given:
        confirmation.way_consent = False
        confirmation.save()
        record(actor, ServiceVerb.WAY_CLOSED, confirmation)


@transaction.atomic
def record_call_back(
    *, call_back: CallBack, actor: Actor, lasting: str, note: str = ""
) -> CallBack:
    """Store the enterprise's answer to a call-back and notify the helper.

    A problem that came back reopens the need. Raises ``Refused`` if it did and ``note`` is empty,
    ``WrongState`` if the call-back was recorded before.
    """
    if lasting == Lasting.RELAPSED and not note.strip():
        raise Refused(_("请写一句又出现了什么问题。"))
    open_ = CallBack.objects.filter(pk=call_back.pk, done_at__isnull=True)
    if not open_.update(
        lasting=lasting, note=note, done_by=account_of(actor), done_at=timezone.now()
    ):
        raise WrongState(_("这次回访已经记过了。"))
    call_back.refresh_from_db()
    engagement = call_back.confirmation.engagement
    words = in_chinese(Lasting(lasting).label)
    data = {"days": call_back.days, "lasting": words, "office": engagement.need.union.name}
    record(actor, ServiceVerb.CALLED_BACK, engagement, note=note, data=data)
    _notify_helper(engagement, gettext_lazy("%(title)s：%(days)s天回访，企业说%(lasting)s"),
                   days=call_back.days, lasting=words)  # fmt: skip
    if lasting == Lasting.RELAPSED:
        name = engagement.need.contact_name
        reopen(need=engagement.need, actor=actor, name=name, note=note)
    return call_back


@transaction.atomic
def report_relapse(*, need: Need, actor: Actor, name: str, reason: str) -> None:
    """Reopen a need because its asker reports that the problem is back.

    Notifies the union's cadres, who look for another helper, and the earlier helpers. ``name`` is
    the person reporting, who may have no account. Raises ``Refused`` without a reason and
    ``WrongState`` for a need that is not over.
    """
    require_reason(reason, _("请写一句又出现了什么问题。"))
    if not reopen(need=need, actor=actor, name=name, note=reason):
        raise WrongState(_("这件还在办，不用重新打开。"))
    page = reverse("need", args=[need.pk])
    sentence = gettext_lazy("%(title)s：企业说问题又出现了，请再找一位师傅")
    tell(union_side(need.union), sentence, page, actor, title=need)
    for engagement in need.engagements.filter(state=EngagementState.CONFIRMED).with_details():
        _notify_helper(engagement, gettext_lazy("%(title)s：企业说问题又出现了"))


# ---- parts ----


def _mark_as_on_behalf(confirmation: Confirmation, reason: str, slip: "File[Any] | None") -> None:
    if not reason.strip() and not slip:
        raise Refused(_("代企业确认，请写明为什么，或者拍下企业签字的单子。"))
    if confirmation.case_consent or confirmation.way_consent:
        raise Refused(_("同不同意写成案例、给别人看，要企业自己答应，不能代答。"))
    confirmation.on_behalf, confirmation.behalf_reason = True, reason.strip()
    confirmation.name = confirmation.engagement.need.contact_name
    if slip:
        confirmation.slip = slip


def _require_benefit_basis(confirmation: Confirmation) -> None:
    if confirmation.benefit_wan and not confirmation.benefit_basis.strip():
        raise Refused(_("填了省下的钱，请写一句怎么算的。"))


def _add_evidence(confirmation: Confirmation, evidence: Iterable["File[Any]"]) -> None:
    evidence = list(evidence)
    if len(evidence) > MAX_EVIDENCE:
        raise Refused(_("依据最多%(n)s张照片。") % {"n": MAX_EVIDENCE})
    for image in evidence:
        Evidence.objects.create(confirmation=confirmation, image=image)


def _plan_call_backs(confirmation: Confirmation) -> None:
    """Plan the call-backs; none for an unsolved problem, which is being worked on again anyway."""
    if confirmation.outcome == Outcome.UNSOLVED:
        return
    for days in CALL_BACK_DAYS:
        due_at = confirmation.confirmed_at + timedelta(days=days)
        CallBack.objects.create(confirmation=confirmation, days=days, due_at=due_at)


def _notify_all(confirmation: Confirmation, actor: Actor) -> None:
    sentence = gettext_lazy("%(title)s：企业确认了，谢谢您")
    if confirmation.on_behalf:
        sentence = gettext_lazy("%(title)s：工会代企业确认了，谢谢您")
    if confirmation.outcome == Outcome.UNSOLVED:
        sentence = gettext_lazy("%(title)s：企业说还没解决，谢谢您跑这一趟")
    _notify_helper(confirmation.engagement, sentence)
    need = confirmation.engagement.need
    if confirmation.on_behalf:
        tell_askers(need, actor, CONFIRMED_FOR, title=need)
    if confirmation.outcome == Outcome.UNSOLVED:
        sentence = gettext_lazy("%(title)s：企业说没解决，请再找一位师傅")
    tell(union_side(need.union), sentence, reverse("need", args=[need.pk]), actor, title=need)


def _notify_helper(engagement: Engagement, sentence: Any, **words: Any) -> None:
    page, need = reverse("engagement", args=[engagement.pk]), engagement.need
    tell(helper_side(engagement.helper), sentence, page, story=need.story, title=need, **words)
