"""Submitting, verifying, listing, escalating and matching: a need until its first visit."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import check, move
from hongmajia.notices.actions import notify
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User

from ..enums import NO_MERGE_TARGET, OVER, Category, Channel, NeedState, NeedVerb, Visibility
from ..facts import Facts
from ..models import Need, NeedPhoto, need_search
from ..queries import cadres_of, followers, next_tier, open_season, receiving_union
from ..rules import is_asker
from ..states import TRANSITIONS
from ..suggesting import suggest_for
from ..wording import industry_of, title_from

FROM_CLOSED_TO_OPEN = [Visibility.UNIONS, Visibility.MASKED, Visibility.OPEN]
"""The visibilities, from the fewest readers to the most."""

MAX_PHOTOS = 9
"""How many photographs a need may have."""


# ---- asking ----


@transaction.atomic
def submit_need(
    *,
    actor: Actor,
    channel: Channel = Channel.WEB,
    asker: User | None = None,
    photos: Iterable["File[Any]"] = (),
    tracking_code: str = "",
    **facts: Unpack[Facts],
) -> Need:
    """Save a new need and hand it to the union that receives it, which is to verify it in time.

    ``actor`` is who types (an anonymous visitor too), ``asker`` whose need it is: by default the
    actor, for a liaison the enterprise's contact. ``photos`` are cleaned files (``core.images``). A
    ``tracking_code`` given by the form makes sending it twice a ``ValidationError``. Raises
    ``ValidationError`` for invalid facts, ``Refused`` outside the collecting stage and where no
    union has a cadre.
    """
    enterprise, region = facts.get("enterprise"), facts["region"]
    union = receiving_union(enterprise, region)
    need = Need(season=open_season(union), union=union, channel=channel, **facts)
    need.home_union = enterprise.union if enterprise else union
    need.asker = asker or (account_of(actor) if channel != Channel.LIAISON else None)
    need.title = need.title or title_from(need.text)
    need.industry = need.industry or industry_of(enterprise)
    need.tracking_code = tracking_code or need.tracking_code
    need.full_clean()
    need.save()
    _add_photos(need, photos)
    need_search.put([(need.pk, need.search_text)])
    move(need, TRANSITIONS, NeedVerb.SUBMITTED, actor=actor, due_at=_verify_by(need))
    _announce(need)
    transaction.on_commit(partial(suggest_for.enqueue, need.pk))
    return need


@transaction.atomic
def resubmit_need(
    *, need: Need, actor: Actor, photos: Iterable["File[Any]"] = (), **facts: Unpack[Facts]
) -> Need:
    """Save what the asker added to a returned need, and hand it back to the union for
    verification.
    """
    need = locked_need(need)
    check(need, TRANSITIONS, NeedVerb.RESUBMITTED)
    _write(need, facts)
    _add_photos(need, photos)
    move(need, TRANSITIONS, NeedVerb.RESUBMITTED, actor=actor, due_at=_verify_by(need))
    sentence = gettext_lazy("退回的需求补充好了，请再核实：%(title)s")
    notify(cadres_of(need.union), sentence, _verify_page(need), title=need)
    return need


@transaction.atomic
def correct_need(*, need: Need, actor: Actor, **facts: Unpack[Facts]) -> Need:
    """Change facts of a need without changing its state; the event names the changed fields.

    Only the asker's side may make the need visible to more people. Raises ``Refused`` for others
    who try, ``WrongState`` for a need that is over.
    """
    need = locked_need(need)
    if need.state in OVER:
        raise WrongState(_("这件需求已经办结，不能再改。"))
    if "visibility" in facts and not is_asker(actor, need):
        _refuse_to_widen(need, facts["visibility"])
    if changed := _write(need, facts):
        record(actor, NeedVerb.CORRECTED, need, data={"fields": changed})
    return need


@transaction.atomic
def withdraw_need(*, need: Need, actor: Actor, reason: str = "") -> Need:
    """Withdraw a need; the union that holds it is notified.

    Raises ``Refused`` if other needs were merged into it, whose askers follow it.
    """
    need = locked_need(need)
    if need.merged.exists():
        raise Refused(_("还有别家的同类问题并在这件里，不能撤回，请和工会商量。"))
    move(
        need,
        TRANSITIONS,
        NeedVerb.WITHDRAWN,
        actor=actor,
        note=reason,
        audience=Audience.PARTIES,
    )
    notify(cadres_of(need.union), gettext_lazy("%(title)s：需求已撤回"), _page(need), title=need)
    return need


# ---- verifying ----


@transaction.atomic
def return_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Return a need to its asker, who is notified of what is missing (``reason``).

    It has no time limit until the asker resubmits it. Raises ``Refused`` without a reason.
    """
    _require(reason, _("请写明缺什么，提出人才知道怎么补。"))
    need = locked_need(need)
    move(
        need,
        TRANSITIONS,
        NeedVerb.RETURNED,
        actor=actor,
        note=reason,
        audience=Audience.PARTIES,
        data=_office(need),
    )
    notify(followers(need), gettext_lazy("请补充您的需求：%(title)s"), _page(need), title=need)
    return need


@transaction.atomic
def list_need(
    *, need: Need, actor: Actor, category: int, visibility: str | None = None, title: str = ""
) -> Need:
    """Verify a need and put it on the 企业问题清单 under a confirmed category.

    ``title`` replaces the asker's if given. Raises ``Refused`` if ``visibility`` lets more people
    see the need than the asker chose.
    """
    need = locked_need(need)
    visibility = visibility or need.visibility
    _refuse_to_widen(need, visibility)
    move(
        need,
        TRANSITIONS,
        NeedVerb.LISTED,
        actor=actor,
        due_at=_match_by(need),
        listed_at=need.listed_at or timezone.now(),
        title=title or need.title,
        category=Category(category),
        visibility=visibility,
        data=_office(need),
    )
    need_search.put([(need.pk, need.search_text)])
    sentence = gettext_lazy("您的需求已列入企业问题清单：%(title)s")
    notify(followers(need), sentence, _page(need), title=need)
    return need


@transaction.atomic
def merge_need(*, need: Need, into: Need, actor: Actor) -> Need:
    """Merge a need into another about the same problem; its asker follows that one from then on.

    Needs merged into ``need`` earlier are moved to ``into`` as well. Raises ``Refused`` if ``into``
    is the same need or one that nobody works on (``enums.NO_MERGE_TARGET``).
    """
    into, need = _locked_pair(into, need)
    if into == need:
        raise Refused(_("不能并入它自己，请另选一件。"))
    if into.state in NO_MERGE_TARGET:
        raise Refused(_("%(number)s已经不办了，请另选一件。") % {"number": into.number})
    need.merged.update(merged_into=into)
    move(
        need,
        TRANSITIONS,
        NeedVerb.MERGED,
        actor=actor,
        data={**_office(need), "number": into.number, "into": into.pk},
        merged_into=into,
    )
    sentence = gettext_lazy("您的需求和%(number)s是同一问题，已并到一起办：%(title)s")
    notify(followers(need), sentence, _page(need), title=into, number=into.number)
    return need


# ---- escalating ----


@transaction.atomic
def escalate_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Hand a need to the nearest union above that has a cadre; the time limit starts anew.

    Raises ``Refused`` without a reason and if there is no such union.
    """
    _require(reason, _("请写明为什么要上级协调。"))
    need = locked_need(need)
    above = next_tier(need.union)
    move(
        need,
        TRANSITIONS,
        NeedVerb.ESCALATED,
        actor=actor,
        due_at=_verify_by(need),
        note=reason,
        audience=Audience.PARTIES,
        data={**_office(need), "union": above.name},
        union=above,
    )
    sentence = gettext_lazy("下级工会提请协调：%(title)s")
    notify(cadres_of(above), sentence, _verify_page(need), title=need)
    sentence = gettext_lazy("%(title)s：已转%(union)s协调")
    notify(followers(need), sentence, _page(need), title=need, union=above)
    return need


@transaction.atomic
def take_over_need(*, need: Need, actor: Actor) -> Need:
    """The union a need was escalated to lists it and looks for a helper.

    Raises ``Refused`` if the need has no confirmed category yet.
    """
    need = locked_need(need)
    if need.category is None:
        raise Refused(_("这件还没有核实，请先定好问题类别，列入清单。"))
    move(
        need,
        TRANSITIONS,
        NeedVerb.TAKEN_OVER,
        actor=actor,
        due_at=_match_by(need),
        listed_at=need.listed_at or timezone.now(),
        data=_office(need),
    )
    sentence = gettext_lazy("%(title)s：%(union)s已接手")
    notify(followers(need), sentence, _page(need), title=need, union=need.union)
    return need


# ---- who sees it, and its helper ----


@transaction.atomic
def reveal_contact(*, need: Need, actor: Actor) -> str:
    """Return the asker's telephone number; the access is logged (rule 6)."""
    record(actor, NeedVerb.REVEALED, need)
    phone: str = need.contact_phone
    return phone


def show_need_to(need: Need, users: Iterable[User | None]) -> None:
    """Let these users see the need whatever its visibility; ``None`` entries are skipped."""
    need.shown_to.add(*filter(None, users))


@transaction.atomic
def match_need(
    *, need: Need, actor: Actor | None, helper: str, due_at: datetime | None = None
) -> Need:
    """Record that the need has its helpers; the engagement's actions notify both sides.

    ``helper`` is the public name or names, for the timeline; ``due_at`` is when the first contact
    is due, if it is awaited.
    """
    need = locked_need(need)
    move(need, TRANSITIONS, NeedVerb.MATCHED, actor=actor, due_at=due_at, data={"helper": helper})
    return need


def contact_made(*, need: Need) -> None:
    """Clear the time limit of a matched need: after the first contact nothing is due until the
    visit.
    """
    Need.objects.filter(pk=need.pk, state=NeedState.MATCHED).update(due_at=None)


@transaction.atomic
def unmatch_need(*, need: Need, actor: Actor, helper: str) -> Need:
    """List the need again because its helper cannot come; union and asker are notified."""
    need = locked_need(need)
    move(
        need,
        TRANSITIONS,
        NeedVerb.UNMATCHED,
        actor=actor,
        due_at=_match_by(need),
        data={"helper": helper},
    )
    people = [*cadres_of(need.union), *followers(need)]
    sentence = gettext_lazy("%(title)s：%(helper)s不能来了，正在重新找人")
    notify(people, sentence, _page(need), title=need, helper=helper)
    return need


# ---- parts ----


def locked_need(need: Need) -> Need:
    """Lock the need's row until the transaction ends, and return it as it is now."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "home_union").get(pk=need.pk)


def _locked_pair(first: Need, second: Need) -> tuple[Need, Need]:
    """Lock two needs in the order of their keys, so that crosswise merges cannot deadlock."""
    lower, higher = sorted([first, second], key=lambda need: need.pk)
    locked = {need.pk: need for need in (locked_need(lower), locked_need(higher))}
    return locked[first.pk], locked[second.pk]


def _announce(need: Need) -> None:
    """Notify the cadres who are to verify the need.

    During an import they get one notice as long as it is unread, not one a row.
    """
    people = cadres_of(need.union)
    if need.channel != Channel.IMPORT:
        sentence = gettext_lazy("新需求等您核实：%(title)s")
        notify(people, sentence, _verify_page(need), title=need)
        return
    queue = reverse("need_queue")
    told = Notice.objects.unread().filter(url=queue)
    notify(people.exclude(notices__in=told), gettext_lazy("表格里导入了新需求，等您核实"), queue)


def _office(need: Need) -> dict[str, str]:
    """Return the name of the union, which the timeline shows as the actor."""
    return {"office": need.union.name}


def _write(need: Need, facts: Facts) -> list[str]:
    """Save the facts that differ; returns the Chinese labels of the changed fields."""
    changed = {field: value for field, value in facts.items() if getattr(need, field) != value}
    for field, value in changed.items():
        setattr(need, field, value)
    need.full_clean()
    need.save()
    need_search.put([(need.pk, need.search_text)])
    return [in_chinese(field.verbose_name) for field in Need._meta.fields if field.name in changed]


def _add_photos(need: Need, photos: Iterable["File[Any]"]) -> None:
    photos = list(photos)
    if need.photos.count() + len(photos) > MAX_PHOTOS:
        raise Refused(_("照片最多%(n)s张，请去掉几张再提交。") % {"n": MAX_PHOTOS})
    for photo in photos:
        NeedPhoto.objects.create(need=need, image=photo)


def _refuse_to_widen(need: Need, visibility: str) -> None:
    """Raise ``Refused`` if ``visibility`` lets more people see the need than it does now."""
    if FROM_CLOSED_TO_OPEN.index(Visibility(visibility)) > FROM_CLOSED_TO_OPEN.index(
        Visibility(need.visibility)
    ):
        label = need.get_visibility_display()
        raise Refused(_("提出人选的是“%(wish)s”，不能公开得更多。") % {"wish": label})


def _require(reason: str, message: str) -> None:
    """Raise ``Refused(message)`` if the reason is blank."""
    if not reason.strip():
        raise Refused(message)


def _verify_by(need: Need) -> datetime:
    return due_after(timezone.now(), need.season.verify_days)


def _match_by(need: Need) -> datetime:
    return due_after(timezone.now(), need.season.match_days)


def _page(need: Need) -> str:
    return reverse("need", args=[need.pk])


def _verify_page(need: Need) -> str:
    return reverse("need_verify", args=[need.pk])
