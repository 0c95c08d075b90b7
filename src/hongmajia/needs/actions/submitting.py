"""Submitting, completing, correcting and withdrawing a need."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of, own_account
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import check, move
from hongmajia.core.withholding import save_public
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.models import Notice
from hongmajia.notices.telling import tell, text
from hongmajia.unions.models import User

from ..asking import asker_of
from ..enums import OVER, Channel, NeedVerb
from ..facts import Facts
from ..models import Need, NeedPhoto
from ..queries import asker_side, cadres_of, open_season, receiving_union, union_side
from ..rules import is_asker
from ..states import TRANSITIONS
from ..suggesting import suggest_for
from ..told import ASKED, WITHDRAWN
from ..wording import industry_of, title_from
from .shared import (
    asker_data,
    lock_need,
    office_or_asker,
    page_of,
    refuse_to_widen,
    set_clock_anew,
    tell_askers,
    verify_by,
    verify_page_of,
)

MAX_PHOTOS = 9
"""How many photographs a need may have."""


@transaction.atomic
def submit_need(
    *,
    actor: Actor,
    channel: Channel = Channel.WEB,
    asker: User | None = None,
    photos: Iterable["File[Any]"] = (),
    tracking_code: str = "",
    category: int | None = None,
    office: str = "",
    **facts: Unpack[Facts],
) -> Need:
    """Save a new need and hand it to the union that receives it, which is to verify it in time.

    ``actor`` is who types (an anonymous visitor too), ``asker`` whose need it is: by default the
    actor, for a liaison the enterprise's contact. ``photos`` are cleaned files (``core.images``). A
    ``category`` is what the sender takes it for, instead of a suggestion; a cadre confirms it. A
    ``tracking_code`` given by the form makes sending it twice a ``ValidationError``. ``office`` is
    the union that types for an asker whose own union it need not be. Raises
    ``ValidationError`` for invalid facts, ``Refused`` outside the collecting stage and where no
    union has a cadre.
    """
    enterprise, region = facts.get("enterprise"), facts["region"]
    union = receiving_union(enterprise, region)
    need = Need(season=open_season(union), union=union, channel=channel, **facts)
    need.home_union = enterprise.union if enterprise else union
    own = channel not in (Channel.LIAISON, Channel.IMPORT)
    need.asker = asker or (own_account(actor) if own else None)
    need.title = need.title or title_from(asker_of(need).public(need.text))
    need.industry = need.industry or industry_of(enterprise)
    need.tracking_code = tracking_code or need.tracking_code
    if category is not None:
        need.suggested_category, need.category_chances = category, [[category, 1.0]]
    need.full_clean()
    save_public(need, asker_of(need))
    _add_photos(need, photos)
    verb, data = NeedVerb.SUBMITTED, asker_data(need, actor)
    if office and not is_asker(actor, need):
        data = {"actor": need.contact_name, "for_asker": office}
    if channel == Channel.IMPORT:
        verb, data = NeedVerb.IMPORTED, office_or_asker(need, actor)
    move(need, TRANSITIONS, verb, actor=actor, due_at=verify_by(need), data=data)
    _announce(need)
    if own:
        text(asker_side(need), ASKED, page_of(need), story=need.story, title=need)
    if category is None:
        transaction.on_commit(partial(suggest_for.enqueue, need.pk))
    return need


@transaction.atomic
def resubmit_need(
    *, need: Need, actor: Actor, photos: Iterable["File[Any]"] = (), **facts: Unpack[Facts]
) -> Need:
    """Save what the asker added to a returned need; the union is to verify it again."""
    need = lock_need(need)
    check(need, TRANSITIONS, NeedVerb.RESUBMITTED)
    _write(need, facts)
    _add_photos(need, photos)
    data = asker_data(need, actor)
    move(need, TRANSITIONS, NeedVerb.RESUBMITTED, actor=actor, due_at=verify_by(need), data=data)
    sentence = gettext_lazy("退回的需求补充好了，请再核实：%(title)s")
    tell(union_side(need.union), sentence, verify_page_of(need), actor, title=need)
    return need


@transaction.atomic
def supplement_need(
    *, need: Need, actor: Actor, photos: Iterable["File[Any]"] = (), **facts: Unpack[Facts]
) -> Need:
    """Save what the asker adds to a need that is under way; who works on it is told.

    A returned need is handed in again instead (``resubmit_need``). Raises ``WrongState`` for a need
    that is over. The rooms to the right hear of the event and tell the helper.
    """
    need, photos = lock_need(need), list(photos)
    if need.state in OVER:
        raise WrongState(_("这件需求已经办结，不能再补充。"))
    changed = _write(need, facts)
    _add_photos(need, photos)
    if photos:
        changed.append(in_chinese(gettext_lazy("照片")))
    if changed:
        data = {"fields": changed, **asker_data(need, actor)}
        record(actor, NeedVerb.SUPPLEMENTED, need, data=data)
        sentence = gettext_lazy("%(title)s：提出人补充了情况，请看")
        tell(union_side(need.union), sentence, page_of(need), actor, title=need)
    return need


@transaction.atomic
def correct_need(*, need: Need, actor: Actor, **facts: Unpack[Facts]) -> Need:
    """Change facts of a need without changing its state; the event names the changed fields.

    Only the asker's side may make the need visible to more people. Raises ``Refused`` for others
    who try, ``WrongState`` for a need that is over.
    """
    need = lock_need(need)
    if need.state in OVER:
        raise WrongState(_("这件需求已经办结，不能再改。"))
    if "visibility" in facts and not is_asker(actor, need):
        refuse_to_widen(need, facts["visibility"])
    was_urgent = need.is_urgent
    if changed := _write(need, facts):
        if need.is_urgent != was_urgent:
            set_clock_anew(need)
        data = {"fields": changed, **office_or_asker(need, actor)}
        record(actor, NeedVerb.CORRECTED, need, data=data)
    return need


@transaction.atomic
def withdraw_need(*, need: Need, actor: Actor, reason: str = "") -> Need:
    """Withdraw a need; the union that holds it is notified.

    Raises ``Refused`` if other needs were merged into it, whose askers follow it.
    """
    need = lock_need(need)
    if need.merged.exists():
        raise Refused(_("还有别家的同类问题并在这件里，不能撤回，请和工会商量。"))
    move(
        need,
        TRANSITIONS,
        NeedVerb.WITHDRAWN,
        actor=actor,
        data=office_or_asker(need, actor),
        note=reason,
        audience=Audience.PARTIES,
    )
    tell(union_side(need.union), WITHDRAWN, page_of(need), actor, title=need)
    if account_of(actor) and not is_asker(actor, need):
        tell_askers(need, actor, WITHDRAWN, title=need)
    return need


def _announce(need: Need) -> None:
    """Notify the cadres who are to verify the need.

    During an import they get one notice as long as it is unread, not one a row.
    """
    people = cadres_of(need.union)
    if need.channel != Channel.IMPORT:
        sentence = gettext_lazy("新需求等您核实：%(title)s")
        notify(people, sentence, verify_page_of(need), kind=Kind.ACT, title=need)
        return
    queue = reverse("need_queue")
    told = Notice.objects.unread().filter(url=queue)
    notify(people.exclude(notices__in=told), gettext_lazy("表格里导入了新需求，等您核实"), queue)


def _write(need: Need, facts: Facts) -> list[str]:
    """Save the facts that differ; returns the Chinese labels of the changed fields."""
    changed = {field: value for field, value in facts.items() if getattr(need, field) != value}
    for field, value in changed.items():
        setattr(need, field, value)
    need.full_clean()
    save_public(need, asker_of(need))
    return [in_chinese(field.verbose_name) for field in Need._meta.fields if field.name in changed]


def _add_photos(need: Need, photos: Iterable["File[Any]"]) -> None:
    photos = list(photos)
    if need.photos.count() + len(photos) > MAX_PHOTOS:
        raise Refused(_("照片最多%(n)s张，请去掉几张再提交。") % {"n": MAX_PHOTOS})
    for photo in photos:
        NeedPhoto.objects.create(need=need, image=photo)
