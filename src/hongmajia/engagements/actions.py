"""The acts on an engagement: five roads into it, the answers, and the ways out.

Each locks the need first, so that whoever is faster wins and the other is told. Whether the
person may act at all is decided by the gate before; see ``rules``.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Unpack

from django.core.files import File
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.clocks import CLOSING, due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.core.states import check, move
from hongmajia.needs.actions import match_need, show_need_to, submit_need, unmatch_need
from hongmajia.needs.actions import reveal_contact as reveal_asker
from hongmajia.needs.enums import OVER, SEEKING, Channel, NeedState, NeedVerb, Visibility
from hongmajia.needs.facts import Facts
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import tell
from hongmajia.offers.models import Offer
from hongmajia.people.actions import reveal_phone
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import User

from .enums import MAX_OPEN_ORDERS, MAX_PROPOSALS, EngagementVerb, Origin
from .enums import EngagementState as S
from .models import Engagement
from .queries import account_phone, is_called, objections, open_orders, person_of
from .states import TRANSITIONS

AT_WORK = (NeedState.IN_SERVICE, NeedState.TACKLING)
LONGEST_CALL = timedelta(days=60)


class Unsuitable(Refused):
    """The helper's own limits speak against asking him; a person may overrule with a reason."""


# --- dispatch -------------------------------------------------------------------------------


@transaction.atomic
def propose(
    *,
    need: Need,
    helper: Helper,
    actor: Any,
    message: str = "",
    score: float | None = None,
    reasons: Iterable[dict[str, Any]] = (),
    overrule: str = "",
) -> Engagement:
    """Ask a helper (派单); he has the season's ``accept_days`` to answer, and sees the need.

    ``reasons`` are the engine's sayings as ``as_dict`` stores them. Raises ``Unsuitable`` where
    his pause, his week or the distance speak against it, unless ``overrule`` says why to ask
    nevertheless; ``Refused`` with ``MAX_PROPOSALS`` unanswered invitations out.
    """
    need = _locked(need)
    _refuse_unless_seeking(need)
    _free_slot(need)
    _refuse_a_fourth(need)
    _refuse_unsuitable(need, helper, overrule)
    asked = _open(
        need,
        helper,
        Origin.DISPATCH,
        actor,
        state=S.PROPOSED,
        due_at=_answer_by(need),
        message=message,
        score=score,
        reasons=list(reasons),
    )
    _record_overruled(actor, EngagementVerb.PROPOSED, asked, overrule)
    _ask(asked, gettext_lazy("%(union)s请您帮忙：%(title)s"))
    return asked


# --- order ----------------------------------------------------------------------------------


@transaction.atomic
def order_offer(
    *, offer: Offer, actor: Any, photos: Iterable[File] = (), **facts: Unpack[Facts]
) -> Engagement:
    """Order from the service list (点单): a need born with its helper, who is asked at once.

    The union verifies the need as it does any other; the helper need not wait for that (ADR 8).
    ``actor`` may be the anonymous visitor. Raises ``ValidationError`` for facts that cannot be,
    ``Refused`` for an offer that is not to be had now.
    """
    _refuse_order(offer, facts.get("contact_phone", ""))
    facts["text"] = facts.get("text") or offer.title
    need = submit_need(actor=actor, channel=Channel.ORDER, photos=photos, **facts)
    asked = _open(
        need,
        offer.helper,
        Origin.ORDER,
        actor,
        state=S.PROPOSED,
        due_at=_answer_by(need),
        offer=offer,
    )
    data = {**_named(asked), "actor": need.contact_name}
    record(actor, EngagementVerb.ORDERED, asked, to_state=asked.state, data=data)
    _ask(asked, gettext_lazy("有人点了您的单：%(title)s"))
    return asked


# --- claim ----------------------------------------------------------------------------------


@transaction.atomic
def claim_need(*, need: Need, helper: Helper, actor: Any) -> Engagement:
    """Take on a listed need (认领), for oneself or for the team one leads.

    Of many at once as many win as the need wants; the others get ``TooLate``. Who was invited
    already accepts that invitation.
    """
    need = _locked(need)
    if asked := need.engagements.filter(helper=helper, state=S.PROPOSED).first():
        return accept(engagement=asked, actor=actor)
    _refuse_unless_seeking(need)
    _refuse_while_called(need)
    claimed = _open(need, helper, Origin.CLAIM, actor, state=S.ACCEPTED, **_agreed(need))
    data = _named(claimed)
    record(actor, EngagementVerb.CLAIMED, claimed, to_state=claimed.state, data=data)
    _agree(claimed, actor, gettext_lazy("%(title)s：%(helper)s认领了"))
    return claimed


# --- pairing --------------------------------------------------------------------------------


@transaction.atomic
def pair(
    *, need: Need, helper: Helper, actor: Any, message: str = "", overrule: str = ""
) -> Engagement:
    """One to one (一对一), agreed beforehand: accepted at once. A standing invitation or bid of
    the same helper becomes it. ``Unsuitable`` as with ``propose``."""
    need = _locked(need)
    _refuse_unless_seeking(need)
    paired = need.engagements.filter(helper=helper).asked().first()
    if paired:
        move(
            paired,
            TRANSITIONS,
            EngagementVerb.PAIRED,
            actor=actor,
            data=_office(paired),
            note=overrule,
            audience=Audience.UNIONS,
            **_agreed(need),
        )
    else:
        _refuse_unsuitable(need, helper, overrule)
        place = _agreed(need)
        paired = _open(
            need, helper, Origin.PAIRING, actor, state=S.ACCEPTED, message=message, **place
        )
        _record_overruled(actor, EngagementVerb.PAIRED, paired, overrule)
    _agree(paired, actor, gettext_lazy("%(title)s：说好由%(helper)s一对一帮助"))
    return paired


# --- call for bids --------------------------------------------------------------------------


@transaction.atomic
def call_for_bids(*, need: Need, until: date, actor: Any) -> Need:
    """Open a need to bids (张榜) up to and including ``until``; then its union has the season's
    ``match_days`` to choose. A later day prolongs a call."""
    today = timezone.localdate()
    if not today < until <= today + LONGEST_CALL:
        raise Refused(_("揭榜截止请选明天以后、60天以内的日子。"))
    need = _locked(need)
    _refuse_unless_seeking(need)
    _free_slot(need)
    if need.visibility == Visibility.UNIONS:
        raise Refused(_("这件只给工会看，张榜没有人看得到。请改用邀请。"))
    need.bid_until = until
    need.due_at = due_after(_close_of(until), need.season.match_days)
    need.save(update_fields=["bid_until", "due_at"])
    record(
        actor,
        NeedVerb.CALLED,
        need,
        data={"office": need.union.name, "until": until.isoformat()},
    )
    sentence = gettext_lazy("%(title)s：已张榜，%(until)s前师傅可以揭榜")
    tell(followers(need), sentence, _need_page(need), title=need, until=until)
    return need


@transaction.atomic
def bid(*, need: Need, helper: Helper, actor: Any, pitch: str) -> Engagement:
    """Offer oneself for a need under call (揭榜); the union chooses. ``pitch`` says how."""
    if not pitch.strip():
        raise Refused(_("请写几句准备怎么解决，工会才好选。"))
    need = _locked(need)
    _refuse_unless_seeking(need)
    if need.bid_until is None or need.bid_until < timezone.localdate():
        raise TooLate(_("揭榜已经截止了，谢谢您愿意帮忙。"))
    offered = _open(
        need, helper, Origin.BID, actor, state=S.OFFERED, due_at=need.due_at, message=pitch
    )
    data = _named(offered)
    record(actor, EngagementVerb.BID, offered, to_state=offered.state, data=data)
    sentence = gettext_lazy("%(title)s：%(helper)s揭榜，等您选定")
    tell(cadres_of(need.union), sentence, _page(offered), title=need, helper=helper)
    return offered


@transaction.atomic
def choose_bid(*, engagement: Engagement, actor: Any, reason: str = "") -> Engagement:
    """The union takes this bid. ``reason`` is told to those not chosen, with thanks, once all
    places are taken."""
    chosen = _relocked(engagement)
    check(chosen, TRANSITIONS, EngagementVerb.CHOSEN)
    move(
        chosen,
        TRANSITIONS,
        EngagementVerb.CHOSEN,
        actor=actor,
        data=_office(chosen),
        **_agreed(chosen.need),
    )
    _agree(chosen, actor, gettext_lazy("%(title)s：选定%(helper)s来办"), why=reason)
    return chosen


@transaction.atomic
def withdraw_bid(*, engagement: Engagement, actor: Any) -> Engagement:
    """The bidder takes his bid back before the union has chosen."""
    bid_ = _relocked(engagement)
    move(bid_, TRANSITIONS, EngagementVerb.BID_WITHDRAWN, actor=actor, data=_named(bid_))
    _tell_cadres(bid_, gettext_lazy("%(title)s：%(helper)s撤回揭榜"))
    return bid_


# --- answers --------------------------------------------------------------------------------


@transaction.atomic
def accept(*, engagement: Engagement, actor: Any) -> Engagement:
    """The helper says yes and has the season's ``contact_days`` to get in touch."""
    accepted = _relocked(engagement)
    check(accepted, TRANSITIONS, EngagementVerb.ACCEPTED)
    move(
        accepted,
        TRANSITIONS,
        EngagementVerb.ACCEPTED,
        actor=actor,
        data=_named(accepted),
        **_agreed(accepted.need),
    )
    _agree(accepted, actor, gettext_lazy("%(title)s：%(helper)s接单了，会和您联系"))
    return accepted


@transaction.atomic
def decline(*, engagement: Engagement, actor: Any, reason: str) -> Engagement:
    """The helper says no. His reason is read by the unions only; they look for the next."""
    if not reason.strip():
        raise Refused(_("请选一个原因，只有工会看得见。"))
    declined = _relocked(engagement)
    move(
        declined,
        TRANSITIONS,
        EngagementVerb.DECLINED,
        actor=actor,
        data=_named(declined),
        note=reason,
        audience=Audience.UNIONS,
    )
    _tell_of_no(declined)
    return declined


@transaction.atomic
def expire(*, engagement: Engagement) -> Engagement:
    """Silence is an answer once the time is over; the clock says so."""
    expired = _relocked(engagement)
    if not expired.is_overdue:
        raise WrongState(_("还没到期。"))
    move(expired, TRANSITIONS, EngagementVerb.EXPIRED, actor=None, data=_named(expired))
    sentence = gettext_lazy("%(title)s：邀请已到期，这次不用答复了，谢谢您")
    _tell_helper(expired, sentence)
    _tell_of_no(expired)
    return expired


@transaction.atomic
def cancel(*, engagement: Engagement, actor: Any, reason: str = "") -> Engagement:
    """The union takes an invitation back, or does not choose a bid; he is told why, and thanked."""
    cancelled = _relocked(engagement)
    _thank(cancelled, actor, reason)
    return cancelled


@transaction.atomic
def release(*, engagement: Engagement, actor: Any, reason: str) -> Engagement:
    """The helper cannot come after all. The union looks again, the asker is told."""
    if not reason.strip():
        raise Refused(_("请写明为什么不能来，企业和工会会看到。"))
    released = _relocked(engagement)
    need = released.need
    if need.state in AT_WORK:
        raise Refused(_("已经开始服务，请先和工会商量。"))
    move(
        released,
        TRANSITIONS,
        EngagementVerb.RELEASED,
        actor=actor,
        slot=None,
        data=_named(released),
        note=reason,
        audience=Audience.PARTIES,
    )
    if need.state == NeedState.MATCHED:
        unmatch_need(need=need, actor=actor, helper=released.helper.public_name)
    else:
        sentence = gettext_lazy("%(title)s：%(helper)s不能来了，工会会再找人")
        _tell_asker(released, sentence)
        _tell_cadres(released, sentence)
    _tell_helper(released, gettext_lazy("%(title)s：已告诉企业您不能去了"), actor)
    return released


# --- contact --------------------------------------------------------------------------------


@transaction.atomic
def record_contact(*, engagement: Engagement, actor: Any, note: str = "") -> Engagement:
    """The two have spoken; the clock of the first contact stops."""
    called = _relocked(engagement)
    if called.contacted_at:
        raise WrongState(_("首次联系已经记过了。"))
    move(
        called,
        TRANSITIONS,
        EngagementVerb.CONTACTED,
        actor=actor,
        contacted_at=timezone.now(),
        data=_named(called),
        note=note,
        audience=Audience.PARTIES,
    )
    _tell_asker(called, gettext_lazy("%(title)s：%(helper)s记下已和您联系"), actor)
    _tell_cadres(called, gettext_lazy("%(title)s：%(helper)s已和企业联系"), actor)
    return called


@transaction.atomic
def reveal_contact(*, engagement: Engagement, actor: Any) -> tuple[str, str]:
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


# --- the clock ------------------------------------------------------------------------------


@transaction.atomic
def remind(*, engagement: Engagement) -> None:
    """Say once that time runs out: to answer, or for the first contact, which its union hears
    of too. Raises ``WrongState`` if it was said, or done, meanwhile."""
    late = _relocked(engagement)
    waits = late.state == S.PROPOSED or (late.state == S.ACCEPTED and not late.contacted_at)
    if not waits or late.reminded_at:
        raise WrongState(_("不用再催了。"))
    Engagement.objects.filter(pk=late.pk).update(reminded_at=timezone.now())
    if late.state == S.PROPOSED:
        _tell_helper(late, gettext_lazy("%(title)s：邀请快到期了，请答复接还是不接"))
        return
    record(None, EngagementVerb.OVERDUE, late, data=_named(late))
    _tell_helper(late, gettext_lazy("%(title)s：已过首次联系时限，请尽快和企业联系"))
    _tell_cadres(late, gettext_lazy("%(title)s：%(helper)s超过时限还没联系企业，请催一催"))


# --- what follows the need --------------------------------------------------------------------


@transaction.atomic
def settle(*, need: Need, actor: Any, why: str = "") -> None:
    """With all places taken a listed need is matched, and who was asked besides is thanked."""
    need = _locked(need)
    agreed = list(need.engagements.agreed().with_details().order_by("slot"))
    if len(agreed) < need.helpers_wanted:
        return
    for other in need.engagements.asked().with_details():
        _thank(other, actor, why)
    if need.state in SEEKING and need.listed_at:
        names = "、".join(_named(engagement)["helper"] for engagement in agreed)
        match_need(need=need, actor=actor, helper=names)


@transaction.atomic
def end_all(*, need: Need, actor: Any) -> None:
    """The need is withdrawn or merged: nobody has to come, and everybody is thanked."""
    for engagement in need.engagements.filter(state__in=TRANSITIONS[EngagementVerb.ENDED].sources):
        ended = _relocked(engagement)
        data = _named(ended)
        move(ended, TRANSITIONS, EngagementVerb.ENDED, actor=actor, slot=None, data=data)
        _tell_helper(ended, gettext_lazy("%(title)s：需求不再办了，不用您去了，谢谢您"), actor)


# --- rules ----------------------------------------------------------------------------------


def _refuse_unless_seeking(need: Need) -> None:
    if need.state in (NeedState.MATCHED, *AT_WORK, *OVER):
        raise TooLate(_gone(need))
    if need.state not in SEEKING or need.listed_at is None:
        raise WrongState(_("这件还没有列入清单，先核实再请师傅。"))
    if not need.season.is_open(Stage.MATCH):
        raise Refused(_("现在不在对接期，还不能请师傅。开始的日子请看首页。"))


def _gone(need: Need) -> str:
    if need.state in OVER:
        return _("这件已经办结了，谢谢您愿意帮忙。清单上还有别的需求等着您。")
    return _("这件刚有别的师傅接了，谢谢您愿意帮忙。清单上还有别的需求等着您。")


def _refuse_while_called(need: Need) -> None:
    if is_called(need):
        raise Refused(_("这件正在张榜，请揭榜，由工会来选。"))


def _refuse_a_fourth(need: Need) -> None:
    if need.engagements.filter(state=S.PROPOSED).count() >= MAX_PROPOSALS:
        words = {"n": MAX_PROPOSALS}
        raise Refused(_("已经有%(n)s位师傅还没答复，请等他们答复，或先取消一份邀请。") % words)


def _refuse_unsuitable(need: Need, helper: Helper, overrule: str) -> None:
    if not overrule.strip() and (against := objections(need, helper)):
        words = {"why": "；".join(against)}
        raise Unsuitable(_("%(why)s。一定要请他，请写明原因。") % words)


def _refuse_order(offer: Offer, phone: str) -> None:
    helper = offer.helper
    if not (offer.is_listed and helper.is_active):
        raise TooLate(_("这项服务已经下架，请看看清单上别的。"))
    if helper.is_paused:
        words = {"helper": helper.public_name, "until": f"{helper.paused_until:%Y-%m-%d}"}
        raise Refused(_("%(helper)s暂停接单到%(until)s，请另选一位，或者直接提需求。") % words)
    if open_orders(phone) >= MAX_OPEN_ORDERS:
        raise Refused(_("您已经有%(n)s单在等答复，等有了回音再点。") % {"n": MAX_OPEN_ORDERS})


# --- parts ----------------------------------------------------------------------------------


def _locked(need: Need) -> Need:
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "region").get(pk=need.pk)


def _relocked(engagement: Engagement) -> Engagement:
    """The engagement as it is now, its need locked before it."""
    need = _locked(engagement.need)
    fresh = Engagement.objects.with_details().get(pk=engagement.pk)
    fresh.need = need
    return fresh


def _open(need: Need, helper: Helper, origin: Origin, actor: Any, **fields: Any) -> Engagement:
    """A new engagement, and the helper may see the need. One live engagement a pair, one a slot:
    what the rules before let slip the database refuses."""
    if not helper.is_active:
        raise Refused(_("%(helper)s已不在名册上，请另请一位。") % {"helper": helper.public_name})
    if need.engagements.filter(helper=helper).live().exists():
        raise Refused(_("%(helper)s已经在这件上了，不用再请。") % {"helper": helper.public_name})
    person = actor if actor is not None and actor.pk else None
    opened = Engagement(need=need, helper=helper, origin=origin, opened_by=person, **fields)
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError:
        raise TooLate(_gone(need)) from None
    show_need_to(need, [helper.answerer])
    return opened


def _free_slot(need: Need) -> int:
    """The first place of the need that nobody has; ``TooLate`` when all are taken."""
    taken = set(need.engagements.filter(slot__isnull=False).values_list("slot", flat=True))
    for slot in range(1, need.helpers_wanted + 1):
        if slot not in taken:
            return slot
    raise TooLate(_gone(need))


def _agreed(need: Need) -> dict[str, Any]:
    """Fields of an engagement that takes a place now: the clock of the first contact starts."""
    by = due_after(timezone.now(), need.season.contact_days)
    return {"slot": _free_slot(need), "due_at": by}


def _agree(engagement: Engagement, actor: Any, sentence: Any, why: str = "") -> None:
    """Tell all sides, and settle the need."""
    _tell_asker(engagement, sentence, actor)
    _tell_cadres(engagement, sentence, actor)
    _tell_helper(engagement, gettext_lazy("%(title)s：由您来办，请和企业联系"), actor)
    settle(need=engagement.need, actor=actor, why=why)


def _thank(engagement: Engagement, actor: Any, why: str) -> None:
    """End what was asked or offered; the reason is his to read."""
    offered = engagement.state == S.OFFERED
    verb = EngagementVerb.NOT_CHOSEN if offered else EngagementVerb.CANCELLED
    data = _office(engagement)
    move(engagement, TRANSITIONS, verb, actor=actor, data=data, note=why, audience=Audience.PARTIES)
    sentence = gettext_lazy("%(title)s：这次没有请您去，谢谢您愿意帮忙")
    if why:
        sentence = gettext_lazy("%(title)s：这次没有请您去（%(why)s），谢谢您愿意帮忙")
    _tell_helper(engagement, sentence, actor, why=why)


def _record_overruled(
    actor: Any, verb: EngagementVerb, engagement: Engagement, overrule: str
) -> None:
    record(
        actor,
        verb,
        engagement,
        to_state=engagement.state,
        data=_office(engagement),
        note=overrule,
        audience=Audience.UNIONS if overrule else Audience.EVERYONE,
    )


def _named(engagement: Engagement) -> dict[str, str]:
    """What is kept is kept in the source language."""
    with translation.override("zh-hans"):
        return {"helper": engagement.helper.public_name}


def _office(engagement: Engagement) -> dict[str, str]:
    """With the name of the office under which the act stands in the timeline."""
    return {**_named(engagement), "office": engagement.need.union.name}


# --- telling --------------------------------------------------------------------------------


def _ask(engagement: Engagement, sentence: Any) -> None:
    """Tell the helper; of one without an account the staff of his union, who call him."""
    helper, need = engagement.helper, engagement.need
    if helper.answerer:
        _tell_helper(engagement, sentence)
        return
    sentence = gettext_lazy("%(helper)s没有账号，请打电话问他并代记答复：%(title)s")
    tell(cadres_of(helper.union), sentence, _page(engagement), title=need, helper=helper)


def _tell_helper(engagement: Engagement, sentence: Any, actor: Any = None, **words: Any) -> None:
    need = engagement.need
    who = _others([engagement.helper.answerer], actor)
    tell(who, sentence, _page(engagement), title=need, union=need.union, **words)


def _tell_asker(engagement: Engagement, sentence: Any, actor: Any = None) -> None:
    need, helper = engagement.need, engagement.helper
    who = _others(followers(need), actor)
    tell(who, sentence, _need_page(need), title=need, helper=helper)


def _tell_cadres(engagement: Engagement, sentence: Any, actor: Any = None) -> None:
    need, helper = engagement.need, engagement.helper
    who = _others(cadres_of(need.union), actor)
    tell(who, sentence, _page(engagement), title=need, helper=helper)


def _tell_of_no(engagement: Engagement) -> None:
    """An invitation came to nothing; who ordered him by name hears it too."""
    _tell_cadres(engagement, gettext_lazy("%(title)s：%(helper)s这次来不了"))
    if engagement.origin == Origin.ORDER:
        _tell_asker(engagement, gettext_lazy("%(title)s：%(helper)s这次来不了，工会接着帮您找"))


def _others(people: Iterable[User | None], actor: Any) -> list[User]:
    """Nobody is told what he did himself."""
    return [person for person in people if person is not None and person != actor]


def _answer_by(need: Need) -> datetime:
    return due_after(timezone.now(), need.season.accept_days)


def _close_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, CLOSING))


def _page(engagement: Engagement) -> str:
    return reverse("engagement", args=[engagement.pk])


def _need_page(need: Need) -> str:
    return reverse("need", args=[need.pk])
