"""Actions on artisans, and those on artisans and teams alike."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState, require_reason

from ..enums import HelperKind, HelperVerb
from ..facts import ArtisanFacts, HonourFacts, TeamFacts
from ..models import Artisan, Helper, Team
from ..queries import person_of
from .accounts import connect_account
from .steps import (
    lock_roll,
    locked,
    names,
    notify_answerer,
    refuse_duplicate,
    save_artisan,
    save_common,
    save_honours,
    save_team,
    set_fields,
)


class Changes(ArtisanFacts, TeamFacts, total=False):
    """Facts of an artisan or of a team, whichever is changed."""


LONGEST_PAUSE = timedelta(days=366)
"""The longest time from today for which a helper can be paused."""


# --- the roll -------------------------------------------------------------------------------


@transaction.atomic
def register_artisan(
    *, actor: Actor, honours: Iterable[HonourFacts] = (), **facts: Unpack[ArtisanFacts]
) -> Helper:
    """Put a model worker or artisan on the roll of ``union``, with an account if there is a number.

    They are notified. Raises ``ValidationError`` for invalid facts, ``Refused`` if they are on that
    roll already (``queries.duplicates_of``), and what ``connect_account`` raises.
    """
    lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.ARTISAN)
    save_common(helper, facts)
    refuse_duplicate(helper, facts.get("phone", ""))
    save_artisan(Artisan(helper=helper), facts)
    save_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=names(helper))
    if helper.artisan.phone and not helper.artisan.user_id:
        connect_account(helper, actor)
    sentence = gettext_lazy("%(union)s把您列入劳模工匠名册，请看看资料对不对")
    notify_answerer(helper, actor, sentence, union=helper.union)
    return helper


@transaction.atomic
def change_helper(
    *,
    helper: Helper,
    actor: Actor,
    honours: Iterable[HonourFacts] | None = None,
    **facts: Unpack[Changes],
) -> Helper:
    """Save the facts that differ and notify the helper; the event names the fields.

    ``honours`` replaces all honours; ``None`` leaves them. The file of a replaced photograph is
    deleted. The members of a team change by ``set_team_member``. Raises ``ValidationError`` for
    invalid facts.
    """
    helper = locked(helper)
    changed = save_common(helper, facts)
    if helper.kind == HelperKind.ARTISAN:
        changed += save_artisan(helper.artisan, facts)
    else:
        changed += save_team(helper.team, facts)
    if honours is not None and save_honours(helper, honours):
        changed.append(in_chinese(gettext_lazy("荣誉")))
    if changed:
        words = {"fields": "、".join(changed)}
        record(actor, HelperVerb.CHANGED, helper, data=words)
        sentence = gettext_lazy("%(helper)s的资料有改动：%(fields)s")
        notify_answerer(helper, actor, sentence, helper=helper, **words)
    return helper


@transaction.atomic
def take_off_roll(*, helper: Helper, actor: Actor, reason: str) -> Helper:
    """Take a helper off the roll and notify them; nothing is deleted.

    ``reason`` is required and shown to the helper. Raises ``Refused`` without it or for the leader
    of an active team, ``WrongState`` if the helper is off the roll already.
    """
    require_reason(reason, _("请写明为什么移出名册，本人会看到。"))
    helper = locked(helper)
    if not helper.is_active:
        raise WrongState(_("已经不在名册上了。"))
    if led := Team.objects.filter(leader=helper.pk, helper__is_active=True).first():
        raise Refused(_("他还是“%(team)s”的队长，请先换队长。") % {"team": led})
    set_fields(helper, is_active=False)
    record(
        actor,
        HelperVerb.LEFT,
        helper,
        note=reason,
        audience=Audience.PARTIES,
        data=names(helper),
    )
    sentence = gettext_lazy("%(helper)s已移出名册：%(reason)s。谢谢您一直以来的帮忙")
    notify_answerer(helper, actor, sentence, helper=helper, reason=reason)
    return helper


@transaction.atomic
def put_back_on_roll(*, helper: Helper, actor: Actor) -> Helper:
    """Put a helper back on the roll, with all data from before, and notify them.

    Raises ``WrongState`` if the helper is on the roll.
    """
    helper = locked(helper)
    if helper.is_active:
        raise WrongState(_("已经在名册上了。"))
    if helper.merged_into_id:
        raise WrongState(_("这一行已并入名册上的另一行，不能再列入。"))
    set_fields(helper, is_active=True)
    record(actor, HelperVerb.RETURNED, helper, data=names(helper))
    notify_answerer(helper, actor, gettext_lazy("%(helper)s重新列入名册，欢迎回来"), helper=helper)
    return helper


# --- how much and when -------------------------------------------------------------------------


@transaction.atomic
def pause_helper(*, helper: Helper, actor: Actor, until: date, reason: str = "") -> Helper:
    """Stop proposing a helper to anybody until the day ``until``, inclusive; notify them.

    Raises ``Refused`` for a day in the past or one more than ``LONGEST_PAUSE`` away.
    """
    today = timezone.localdate()
    if until < today:
        raise Refused(_("暂停到哪一天，请选今天或以后的日子。"))
    if until > today + LONGEST_PAUSE:
        raise Refused(_("一次最多暂停一年。更久的话，请工会把他移出名册。"))
    helper = locked(helper)
    set_fields(helper, paused_until=until)
    data = {"until": until.isoformat()}
    record(actor, HelperVerb.PAUSED, helper, note=reason, audience=Audience.UNIONS, data=data)
    notify_answerer(
        helper, actor, gettext_lazy("%(helper)s暂停接单到%(until)s"), helper=helper, **data
    )
    return helper


@transaction.atomic
def resume_helper(*, helper: Helper, actor: Actor) -> Helper:
    """End the pause of a helper now and notify them; ``WrongState`` if they are not paused."""
    helper = locked(helper)
    if not helper.is_paused:
        raise WrongState(_("现在没有暂停。"))
    set_fields(helper, paused_until=None)
    record(actor, HelperVerb.RESUMED, helper)
    notify_answerer(helper, actor, gettext_lazy("%(helper)s恢复接单"), helper=helper)
    return helper


# --- what may be shown ---------------------------------------------------------------------------


@transaction.atomic
def set_consent(
    *,
    helper: Helper,
    actor: Actor,
    name: bool | None = None,
    photo: bool | None = None,
    note: str = "",
) -> Helper:
    """Save whether an artisan consents to their name or photograph being public.

    ``None`` leaves a consent as it is. Only the artisan can give a consent. For one who has never
    signed in the union enters the written consent, and in ``note`` where it is kept: ``Refused``
    otherwise. Withdrawing needs neither (docs/domain.md, rule 6).
    """
    helper = locked(helper)
    artisan = helper.artisan
    if (name or photo) and actor != artisan.user:
        _refuse_to_consent_for(artisan, note)
    steps = [
        ("name_consent_at", name, HelperVerb.NAME_CONSENTED, HelperVerb.NAME_WITHDRAWN),
        ("photo_consent_at", photo, HelperVerb.PHOTO_CONSENTED, HelperVerb.PHOTO_WITHDRAWN),
    ]
    for field, wish, given, withdrawn in steps:
        if wish is not None and wish != (getattr(artisan, field) is not None):
            set_fields(artisan, **{field: timezone.now() if wish else None})
            verb = given if wish else withdrawn
            record(actor, verb, helper, note=note, audience=Audience.UNIONS)
    return helper


@transaction.atomic
def reveal_phone(*, helper: Helper, actor: Actor) -> str:
    """The full telephone number of an artisan; writes an event that ``actor`` has seen it."""
    record(actor, HelperVerb.REVEALED, helper)
    phone: str = helper.artisan.phone
    return phone


@transaction.atomic
def reveal_number(*, helper: Helper, actor: Actor) -> str:
    """The number of an artisan or of a team's leader, or of their account; logged; may be empty.

    Raises ``Refused`` for a team without a leader.
    """
    person = person_of(helper)
    if person is None:
        raise Refused(_("这支队还没有队长，请和工会联系。"))
    account = helper.answerer
    return reveal_phone(helper=person, actor=actor) or (account.phone if account else "")


def _refuse_to_consent_for(artisan: Artisan, note: str) -> None:
    if artisan.user is not None and artisan.user.last_login:
        raise Refused(_("他有自己的账号，公开姓名和照片要他本人同意。"))
    if not note.strip():
        raise Refused(_("请写明本人的书面同意存在哪里。"))
