"""Asking, verifying, listing, finding a helper: the first half of a need's life."""

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

from ..enums import NOBODY_WORKS_ON, OVER, Category, Channel, NeedState, NeedVerb, Visibility
from ..facts import Facts
from ..models import Need, NeedPhoto, need_search
from ..queries import cadres_of, followers, next_tier, open_season, receiving_union
from ..rules import is_asker
from ..states import TRANSITIONS
from ..suggesting import suggest_for
from ..wording import industry_of, title_from

OPENNESS = [Visibility.UNIONS, Visibility.MASKED, Visibility.OPEN]
"""From the narrowest to the widest."""

MAX_PHOTOS = 9


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
    """Take in a need and hand it to the union that receives it, which has until ``due_at``.

    ``actor`` is who types (anybody, the anonymous visitor too), ``asker`` whose need it is: by
    default the actor himself, for a liaison the enterprise's contact. ``photos`` are clean already.
    A ``tracking_code`` given before makes sending the same twice a ``ValidationError``.
    Raises ``ValidationError`` for facts that cannot be, ``Refused`` where no union takes needs in.
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
    """The asker supplements a returned need; it goes back to the union that returned it."""
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
    """Mend what the need says without moving it on; the log names the fields that changed.

    Only the asker's side may make it more visible than it is.
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
    """The asker no longer needs help. The union that holds it is told."""
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
    """Give it back to its asker with what is missing. Its clock stands until he answers."""
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
    """Verify it and put it on the 企业问题清单 under a confirmed category.

    ``visibility`` may be narrower than what the asker wished, never wider.
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
    """The same problem as ``into``: it ends here, and its asker follows that one.

    What was merged into ``need`` before follows too.
    """
    into, need = _locked_pair(into, need)
    if into == need:
        raise Refused(_("不能并入它自己，请另选一件。"))
    if into.state in NOBODY_WORKS_ON:
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


# ---- tiers ----


@transaction.atomic
def escalate_need(*, need: Need, actor: Actor, reason: str) -> Need:
    """Ask the next tier to coordinate: it holds the need from now, its clock starts afresh."""
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
    """The tier that was asked goes on looking for a helper."""
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
    """The asker's telephone number; that it was looked at is logged."""
    record(actor, NeedVerb.REVEALED, need)
    phone: str = need.contact_phone
    return phone


def show_need_to(need: Need, users: Iterable[User | None]) -> None:
    """Let people whom a union invites see a need that the public may not."""
    need.shown_to.add(*filter(None, users))


@transaction.atomic
def match_need(
    *, need: Need, actor: Actor | None, helper: str, due_at: datetime | None = None
) -> Need:
    """A helper is found. ``helper`` is his public name; his engagement tells both sides.

    ``due_at`` is when he must have been in touch, if the need is to wait for that.
    """
    need = locked_need(need)
    move(need, TRANSITIONS, NeedVerb.MATCHED, actor=actor, due_at=due_at, data={"helper": helper})
    return need


def contact_made(*, need: Need) -> None:
    """The helper has been in touch: a matched need waits for nobody until they meet. The
    engagement's event tells it."""
    Need.objects.filter(pk=need.pk, state=NeedState.MATCHED).update(due_at=None)


@transaction.atomic
def unmatch_need(*, need: Need, actor: Actor, helper: str) -> Need:
    """The helper cannot come after all: the union looks again, and the asker is told so."""
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
    """The need as it is now; nobody else moves it until the transaction ends."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "home_union").get(pk=need.pk)


def _locked_pair(first: Need, second: Need) -> tuple[Need, Need]:
    """Lock in the order of keys, so that two who merge crosswise do not wait for each other."""
    lower, higher = sorted([first, second], key=lambda need: need.pk)
    locked = {need.pk: need for need in (locked_need(lower), locked_need(higher))}
    return locked[first.pk], locked[second.pk]


def _announce(need: Need) -> None:
    """Tell those who are to verify it; of a whole spreadsheet they hear once."""
    people = cadres_of(need.union)
    if need.channel != Channel.IMPORT:
        sentence = gettext_lazy("新需求等您核实：%(title)s")
        notify(people, sentence, _verify_page(need), title=need)
        return
    queue = reverse("need_queue")
    told = Notice.objects.unread().filter(url=queue)
    notify(people.exclude(notices__in=told), gettext_lazy("表格里导入了新需求，等您核实"), queue)


def _office(need: Need) -> dict[str, str]:
    """Under whose name the act stands in the timeline."""
    return {"office": need.union.name}


def _write(need: Need, facts: Facts) -> list[str]:
    """Save the facts that differ; returns the labels of the fields they are in."""
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
    if OPENNESS.index(Visibility(visibility)) > OPENNESS.index(Visibility(need.visibility)):
        label = need.get_visibility_display()
        raise Refused(_("提出人选的是“%(wish)s”，不能公开得更多。") % {"wish": label})


def _require(reason: str, message: str) -> None:
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
