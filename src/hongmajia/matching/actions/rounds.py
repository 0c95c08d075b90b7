"""The acts on a round and on the pairs of its plan.

Whether the person may act at all is decided by the gate before; see ``rules``.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of, user_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.jobs import Failure
from hongmajia.core.states import move
from hongmajia.engagements.actions import propose
from hongmajia.engagements.enums import LIVE, MAX_PROPOSALS
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import correct_need
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of
from hongmajia.notices.actions import notify
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Season, Union

from ..enums import RULABLE, Reach, RoundState, RoundVerb, RulingKind
from ..models import PlanRow, Round, Ruling, Unserved
from ..queries import candidate, candidates, seeking, to_send
from ..states import TRANSITIONS

RULED = {RulingKind.PIN: RoundVerb.PINNED, RulingKind.BAN: RoundVerb.BANNED}


# --- computing --------------------------------------------------------------------------------


@transaction.atomic
def start_round(
    *, actor: Actor, season: Season, union: Union, reach: str = Reach.EVERYONE
) -> Round:
    """Plan for all needs that wait in ``union`` and below it; the worker computes it.

    It takes the place of a plan of the same union that has not been sent.
    """
    if not season.is_open(Stage.MATCH):
        raise Refused(_("现在不在对接期，还不能请师傅。开始的日子请看首页。"))
    union = Union.objects.select_for_update().get(pk=union.pk)
    _refuse_while_computing(union)
    if not seeking(season, union).exists():
        raise Refused(_("%(union)s现在没有等对接的需求，不用算。") % {"union": union})
    rounds = Round.objects.filter(season=season, union=union)
    last = rounds.aggregate(last=Max("number"))["last"] or 0
    before = rounds.with_details().filter(state__in=RULABLE, is_replaced=False).first()
    round_ = Round.objects.create(
        season=season,
        union=union,
        reach=reach,
        number=last + 1,
        before=before,
        owner=user_of(actor),
    )
    record(actor, RoundVerb.STARTED, round_)
    return round_


def rerun_round(*, round: Round, actor: Actor) -> Round:
    """The same round anew, with the rulings made since; the plan before stays to be compared."""
    if round.is_replaced or not (round.state in (*RULABLE, RoundState.FAILED) or round.is_stuck):
        raise WrongState(_("这份方案已经发出或已有新的一轮，请看最新的一轮。"))
    return start_round(actor=actor, season=round.season, union=round.union, reach=round.reach)


def _refuse_while_computing(union: Union) -> None:
    """One computation at a time; one that died is closed."""
    for running in Round.objects.filter(union=union, state=RoundState.COMPUTING):
        if not running.is_stuck:
            raise Refused(_("%(union)s正在算一轮方案，算好就通知您。") % {"union": union})
        fail_round(round=running)


@transaction.atomic
def keep_plan(
    *, round: Round, rows: list[PlanRow], unserved: list[Unserved], seconds: float
) -> Round:
    """Store the computed plan and tell who started it."""
    now = timezone.now()
    PlanRow.objects.bulk_create(rows)
    Unserved.objects.bulk_create(unserved)
    move(
        round,
        TRANSITIONS,
        RoundVerb.COMPUTED,
        actor=None,
        computed_at=now,
        finished_at=now,
        seconds=seconds,
    )
    sentence = gettext_lazy("%(union)s第%(number)s轮方案算好了，等您看")
    notify([round.owner], sentence, _page(round), union=round.union, number=round.number)
    return round


@transaction.atomic
def fail_round(*, round: Round, failure: Failure | None = None) -> Round:
    """It could not be computed; tell who started it."""
    move(
        round,
        TRANSITIONS,
        RoundVerb.FAILED,
        actor=None,
        failure=failure or {},
        finished_at=timezone.now(),
    )
    sentence = gettext_lazy("%(union)s第%(number)s轮方案没算成，请看原因")
    notify([round.owner], sentence, _page(round), union=round.union, number=round.number)
    return round


# --- ruling -----------------------------------------------------------------------------------


@transaction.atomic
def rule_pair(
    *, round: Round, need: Need, helper: Helper, kind: str, actor: Actor, reason: str = ""
) -> Ruling:
    """Pin or ban a pair; it holds for every later round until lifted. A ban needs its reason."""
    round = _open(round, also=RoundState.FAILED)
    kind = RulingKind(kind)
    if kind == RulingKind.BAN and not reason.strip():
        raise Refused(_("请写明为什么禁配，以后别人看得懂。"))
    if kind == RulingKind.PIN:
        _refuse_one_pin_too_many(need, helper)
    ruling, _created = Ruling.objects.update_or_create(
        need=need,
        helper=helper,
        defaults={
            "kind": kind,
            "reason": reason,
            "ruled_by": user_of(actor),
            "ruled_at": timezone.now(),
        },
    )
    _log_ruling(RULED[kind], round, ruling, actor)
    return ruling


@transaction.atomic
def lift_ruling(*, round: Round, ruling: Ruling, actor: Actor) -> None:
    """The engine decides on the pair again from the next run on."""
    round = _open(round, also=RoundState.FAILED)
    _log_ruling(RoundVerb.FREED, round, ruling, actor)
    ruling.delete()


def _refuse_one_pin_too_many(need: Need, helper: Helper) -> None:
    pins = need.rulings.filter(kind=RulingKind.PIN).exclude(helper=helper)
    names = _("、").join(str(pin.helper) for pin in pins.select_related("helper__artisan"))
    if len(pins) >= need.helpers_wanted:
        words = _("这件只要%(n)s位师傅，已经锁定%(names)s。要换人请先取消锁定。")
        raise Refused(words % {"n": need.helpers_wanted, "names": names})


def _log_ruling(verb: RoundVerb, round_: Round, ruling: Ruling, actor: Actor) -> None:
    """In the round's own story: the asker's timeline tells nothing of a plan."""
    data = {"helper": str(ruling.helper), "need": ruling.need_id, "helper_id": ruling.helper_id}
    record(actor, verb, round_, note=ruling.reason, audience=Audience.UNIONS, data=data)


# --- sending ----------------------------------------------------------------------------------


@transaction.atomic
def shelve_round(*, round: Round, actor: Actor) -> Round:
    """Keep the plan for later; it can still be sent."""
    round = _open(round)
    move(round, TRANSITIONS, RoundVerb.SHELVED, actor=actor)
    return round


@transaction.atomic
def send_round(*, round: Round, actor: Actor) -> int:
    """Invite everybody in the plan who awaits no new computation; the worker does it.

    Returns how many invitations go out. A sending that died goes on where it stopped.
    """
    round = _open(round, also=RoundState.SENDING if round.is_stuck else "")
    count: int = to_send(round).count()
    if not count:
        raise Refused(_("没有可以发出的邀请，请先按您的调整重算。"))
    move(
        round,
        TRANSITIONS,
        RoundVerb.SENDING,
        actor=actor,
        sent_by=account_of(actor),
        finished_at=None,
    )
    return count


def invite(*, row: PlanRow, actor: Actor) -> PlanRow:
    """One invitation of the plan; why it could not go out is kept with the row."""
    try:
        with transaction.atomic():
            _refuse_if_asked_meanwhile(row.need)
            row.engagement = propose(
                need=row.need,
                helper=row.helper,
                actor=actor,
                score=row.score,
                reasons=row.reasons,
                overrule=_why_pinned(row),
            )
            row.save(update_fields=["engagement"])
    except Refused as refusal:
        row.engagement, row.refusal = None, str(refusal)[:200]
        row.save(update_fields=["refusal"])
    return row


def _refuse_if_asked_meanwhile(need: Need) -> None:
    """Another round, or somebody by hand, may have been faster."""
    if _has_enough_asked(need):
        raise Refused(_("这件已经请了师傅，不用再请。"))


def _why_pinned(row: PlanRow) -> str:
    """A person's pin overrules the helper's own limits; the reason goes with it."""
    pin = Ruling.objects.filter(need=row.need, helper=row.helper, kind=RulingKind.PIN)
    ruling = pin.select_related("ruled_by").first()
    if ruling is None:
        return ""
    words = {"who": ruling.ruled_by, "reason": ruling.reason or _("没有写原因")}
    return _("%(who)s锁定：%(reason)s") % words


@transaction.atomic
def close_sending(*, round: Round) -> Round:
    """All invitations are out, or have their refusal; tell who sent them."""
    figures = round.rows.figures()
    count = {"n": figures["sent"], "refused": figures["refused"]}
    now = timezone.now()
    move(
        round,
        TRANSITIONS,
        RoundVerb.SENT,
        actor=None,
        data=count,
        sent_at=now,
        finished_at=now,
    )
    sentence = gettext_lazy("第%(number)s轮发出%(n)s份邀请，%(refused)s份没发出去")
    if not count["refused"]:
        sentence = gettext_lazy("第%(number)s轮发出%(n)s份邀请")
    notify([round.sent_by], sentence, _page(round), number=round.number, **count)
    return round


def tell_unfinished(*, round: Round) -> None:
    """The sending broke off again and again. What is out stays out; the rest can be sent later."""
    sentence = gettext_lazy("第%(number)s轮的邀请没有发完，已发的不受影响；过十分钟可以接着发")
    notify([round.sent_by], sentence, _page(round), number=round.number)


# --- one need -------------------------------------------------------------------------------


def invite_helper(*, need: Need, helper: Helper, actor: Actor) -> Engagement:
    """A cadre asks a helper off the shortlist; score and reasons go with it as they are now."""
    found = candidate(need, helper)
    return propose(
        need=need,
        helper=helper,
        actor=actor,
        score=found.score,
        reasons=[reason.as_dict() for reason in found.reasons],
    )


def allow_both_modes(*, need: Need, actor: Actor) -> Need:
    """Let the need be helped on site and online alike; the asker's log shows the change."""
    return correct_need(need=need, actor=actor, mode=OfferMode.BOTH)


# --- after a refusal --------------------------------------------------------------------------


@transaction.atomic
def ask_next(*, engagement: Engagement) -> Engagement | None:
    """In place of a helper who declined or kept silent, invite the best who was not asked yet.

    If nobody is left, the cadres of the union that holds the need are told.
    """
    need = Need.objects.select_for_update().get(pk=engagement.need_id)
    if need.state not in SEEKING or _has_enough_asked(need):
        return None
    for next_ in candidates(need):
        if not next_.is_full and (asked := _propose_next(need, next_, engagement)):
            return asked
    sentence = gettext_lazy("%(title)s：%(helper)s没有接，暂时没有别的合适人选，请您看看")
    url = reverse("shortlist", args=[need.pk])
    notify(cadres_of(need.union), sentence, url, title=need, helper=engagement.helper)
    return None


def _has_enough_asked(need: Need) -> bool:
    live = need.engagements.filter(state__in=LIVE).count()
    return live >= min(need.helpers_wanted, MAX_PROPOSALS)


def _propose_next(need: Need, candidate: Any, before: Engagement) -> Engagement | None:
    """``None`` where a rule speaks against this one; the next is tried."""
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


# --- parts ------------------------------------------------------------------------------------


def _open(round_: Round, also: str = "") -> Round:
    """The round, locked, if a person may still rule and send it (or if it is in state ``also``)."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("union", "season")
    found = locked.get(pk=round_.pk)
    if found.state not in (*RULABLE, also):
        state = found.get_state_display()
        raise WrongState(_("这份方案%(state)s，不能再改。") % {"state": state})
    if found.is_replaced:
        raise WrongState(_("已有新的一轮方案，请到最新的一轮里改。"))
    return found


def _page(round_: Round) -> str:
    return reverse("round", args=[round_.pk])
