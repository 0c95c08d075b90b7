"""Actions on artisans and teams."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.actions import notify
from hongmajia.unions.models import Union

from ..enums import HelperKind, HelperVerb, TeamRole
from ..facts import ArtisanFacts, HelperFacts, HonourFacts
from ..models import Artisan, Helper, Honour, Team, TeamGroup, TeamMembership
from ..queries import duplicates_of

LONGEST_PAUSE = timedelta(days=366)
"""The longest time from today for which a helper can be paused."""

HELPER_FIELDS = frozenset(HelperFacts.__annotations__)


# --- the roll -------------------------------------------------------------------------------


@transaction.atomic
def register_artisan(
    *, actor: Actor, honours: Iterable[HonourFacts] = (), **facts: Unpack[ArtisanFacts]
) -> Helper:
    """Put a model worker or artisan on the roll of ``union`` and notify them.

    Raises ``ValidationError`` for invalid facts, ``Refused`` if they are on that roll already
    (``queries.duplicates_of``).
    """
    _lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.ARTISAN)
    _save_common(helper, facts)
    _refuse_second_entry(helper, facts.get("phone", ""))
    _save_artisan(Artisan(helper=helper), facts)
    _save_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=_names(helper))
    sentence = gettext_lazy("%(union)s把您列入劳模工匠名册，请看看资料对不对")
    _notify_answerer(helper, actor, sentence, union=helper.union)
    return helper


@transaction.atomic
def create_team(
    *,
    actor: Actor,
    leader: Helper | None = None,
    honours: Iterable[HonourFacts] = (),
    **facts: Unpack[HelperFacts],
) -> Helper:
    """Put a service team on the roll of ``union``, with ``leader`` as its first member.

    Raises ``ValidationError`` for invalid facts, ``Refused`` if the team is on that roll already or
    ``leader`` is not an active artisan.
    """
    _lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.TEAM)
    _save_common(helper, facts)
    _refuse_second_entry(helper)
    Team.objects.create(helper=helper)
    _save_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=_names(helper))
    if leader:
        set_team_member(team=helper, artisan=leader, role=TeamRole.LEADER, actor=actor)
    return _locked(helper)


@transaction.atomic
def change_helper(
    *,
    helper: Helper,
    actor: Actor,
    honours: Iterable[HonourFacts] | None = None,
    **facts: Unpack[ArtisanFacts],
) -> Helper:
    """Save the facts that differ and notify the helper; the event names the fields.

    ``honours`` replaces all honours; ``None`` leaves them. The file of a replaced photograph is
    deleted. The members of a team change by ``set_team_member``. Raises ``ValidationError`` for
    invalid facts.
    """
    helper = _locked(helper)
    changed = _save_common(helper, facts)
    if helper.kind == HelperKind.ARTISAN:
        changed += _save_artisan(helper.artisan, facts)
    if honours is not None and _save_honours(helper, honours):
        changed.append(in_chinese(gettext_lazy("荣誉")))
    if changed:
        words = {"fields": "、".join(changed)}
        record(actor, HelperVerb.CHANGED, helper, data=words)
        sentence = gettext_lazy("%(helper)s的资料有改动：%(fields)s")
        _notify_answerer(helper, actor, sentence, helper=helper, **words)
    return helper


@transaction.atomic
def take_off_roll(*, helper: Helper, actor: Actor, reason: str) -> Helper:
    """Take a helper off the roll and notify them; nothing is deleted.

    ``reason`` is required and shown to the helper. Raises ``Refused`` without it or for the leader
    of an active team, ``WrongState`` if the helper is off the roll already.
    """
    if not reason.strip():
        raise Refused(_("请写明为什么移出名册，本人会看到。"))
    helper = _locked(helper)
    if not helper.is_active:
        raise WrongState(_("已经不在名册上了。"))
    if led := Team.objects.filter(leader=helper.pk, helper__is_active=True).first():
        raise Refused(_("他还是“%(team)s”的队长，请先换队长。") % {"team": led})
    _set(helper, is_active=False)
    record(
        actor,
        HelperVerb.LEFT,
        helper,
        note=reason,
        audience=Audience.PARTIES,
        data=_names(helper),
    )
    sentence = gettext_lazy("%(helper)s已移出名册：%(reason)s。谢谢您一直以来的帮忙")
    _notify_answerer(helper, actor, sentence, helper=helper, reason=reason)
    return helper


@transaction.atomic
def put_back_on_roll(*, helper: Helper, actor: Actor) -> Helper:
    """Put a helper back on the roll, with all data from before, and notify them.

    Raises ``WrongState`` if the helper is on the roll.
    """
    helper = _locked(helper)
    if helper.is_active:
        raise WrongState(_("已经在名册上了。"))
    _set(helper, is_active=True)
    record(actor, HelperVerb.RETURNED, helper, data=_names(helper))
    _notify_answerer(helper, actor, gettext_lazy("%(helper)s重新列入名册，欢迎回来"), helper=helper)
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
    helper = _locked(helper)
    _set(helper, paused_until=until)
    data = {"until": until.isoformat()}
    record(actor, HelperVerb.PAUSED, helper, note=reason, audience=Audience.UNIONS, data=data)
    _notify_answerer(
        helper, actor, gettext_lazy("%(helper)s暂停接单到%(until)s"), helper=helper, **data
    )
    return helper


@transaction.atomic
def resume_helper(*, helper: Helper, actor: Actor) -> Helper:
    """End the pause of a helper now and notify them; ``WrongState`` if they are not paused."""
    helper = _locked(helper)
    if not helper.is_paused:
        raise WrongState(_("现在没有暂停。"))
    _set(helper, paused_until=None)
    record(actor, HelperVerb.RESUMED, helper)
    _notify_answerer(helper, actor, gettext_lazy("%(helper)s恢复接单"), helper=helper)
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

    ``None`` leaves a consent as it is. Only the artisan can give a consent. For an artisan without
    an account the union enters the written consent, and in ``note`` where it is kept: ``Refused``
    otherwise. Withdrawing needs neither (docs/domain.md, rule 6).
    """
    helper = _locked(helper)
    artisan = helper.artisan
    if (name or photo) and actor != artisan.user:
        _refuse_to_consent_for(artisan, note)
    steps = [
        ("name_consent_at", name, HelperVerb.NAME_CONSENTED, HelperVerb.NAME_WITHDRAWN),
        ("photo_consent_at", photo, HelperVerb.PHOTO_CONSENTED, HelperVerb.PHOTO_WITHDRAWN),
    ]
    for field, wish, given, withdrawn in steps:
        if wish is not None and wish != (getattr(artisan, field) is not None):
            _set(artisan, **{field: timezone.now() if wish else None})
            verb = given if wish else withdrawn
            record(actor, verb, helper, note=note, audience=Audience.UNIONS)
    return helper


@transaction.atomic
def reveal_phone(*, helper: Helper, actor: Actor) -> str:
    """The full telephone number of an artisan; writes an event that ``actor`` has seen it."""
    record(actor, HelperVerb.REVEALED, helper)
    phone: str = helper.artisan.phone
    return phone


# --- teams ----------------------------------------------------------------------------------


@transaction.atomic
def set_team_member(
    *,
    team: Helper,
    artisan: Helper,
    actor: Actor,
    group: str = "",
    role: str = TeamRole.MEMBER,
) -> TeamMembership:
    """Add an artisan to a team, or change their group and role there; notify them.

    A group is created if it does not exist, and deleted when nobody is left in it. A team has one
    leader and a group one group leader; the former one becomes a member. Raises ``Refused`` for an
    inactive artisan, a group leader without a group, or a leader who would be replaced by nobody.
    """
    team = _locked(team)
    _refuse_membership(team, artisan, group.strip(), role)
    place = (
        TeamGroup.objects.get_or_create(team=team.team, name=group.strip())[0] if group else None
    )
    _replace_leader(team.team, place, role, artisan)
    membership, _new = team.team.memberships.update_or_create(
        artisan=artisan.artisan, defaults={"group": place, "role": role}
    )
    _drop_empty_groups(team.team)
    words = {"member": in_chinese(artisan), "role": in_chinese(TeamRole(role).label)}
    record(actor, HelperVerb.SEATED, team, data=words)
    _notify_answerer(artisan, actor, gettext_lazy("您加入了%(team)s"), team, team=team)
    return membership


@transaction.atomic
def remove_team_member(*, team: Helper, artisan: Helper, actor: Actor) -> None:
    """Remove an artisan from a team and notify them.

    Raises ``Refused`` for the team's leader, ``WrongState`` for somebody who is not a member.
    """
    team = _locked(team)
    if team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))
    gone, _rows = team.team.memberships.filter(artisan=artisan.artisan).delete()
    if not gone:
        raise WrongState(_("他已经不在队里了。"))
    _drop_empty_groups(team.team)
    record(actor, HelperVerb.UNSEATED, team, data={"member": in_chinese(artisan)})
    _notify_answerer(artisan, actor, gettext_lazy("您已离开%(team)s"), team, team=team)


@transaction.atomic
def award_flag(*, team: Helper, actor: Actor, on: date, by: Union) -> Helper:
    """Record that the union ``by`` awarded the team its flag (授旗) on the day ``on``; notify it.

    Raises ``Refused`` for a day in the future, or unless ``by`` is the team's union or one above.
    """
    if on > timezone.localdate():
        raise Refused(_("授旗日期还没到，请授旗以后再登记。"))
    if not team.union.path.startswith(by.path):
        raise Refused(_("授旗单位是队伍所属的工会或者它的上级。"))
    team = _locked(team)
    _set(team.team, flag_awarded_on=on, flag_awarded_by=by)
    record(actor, HelperVerb.FLAG_AWARDED, team, data={"union": by.name, "on": on.isoformat()})
    sentence = gettext_lazy("%(union)s给%(team)s授旗，祝贺你们")
    _notify_answerer(team, actor, sentence, union=by, team=team)
    return team


# --- steps of these actions -------------------------------------------------------------------


def _locked(helper: Helper) -> Helper:
    rows = Helper.objects.select_for_update(of=("self",))
    return rows.select_related("union", "artisan__user", "team__leader__user").get(pk=helper.pk)


def _set(row: Model, **values: Any) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))


def _save_common(helper: Helper, facts: Mapping[str, Any]) -> list[str]:
    """Save the facts that every helper has; returns the Chinese labels of the fields changed."""
    return _save_row(helper, {k: v for k, v in facts.items() if k in HELPER_FIELDS})


def _save_artisan(artisan: Artisan, facts: Mapping[str, Any]) -> list[str]:
    """Save the facts that only artisans have; returns the Chinese labels of the fields changed."""
    old = artisan.photo
    if old.name and "photo" in facts:
        transaction.on_commit(partial(old.storage.delete, old.name))
    return _save_row(artisan, {k: v for k, v in facts.items() if k not in HELPER_FIELDS})


def _save_row(row: Helper | Artisan, values: Mapping[str, Any]) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field, None) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed or row._state.adding:
        row.full_clean(exclude=["helper"])
        row.save(force_insert=row._state.adding)
    return [in_chinese(f.verbose_name) for f in row._meta.fields if f.name in changed]


def _save_honours(helper: Helper, honours: Iterable[HonourFacts]) -> bool:
    """Replace the honours of the helper; returns whether anything changed."""
    rows = [Honour(helper=helper, **facts) for facts in honours]
    for row in rows:
        row.full_clean(exclude=["helper"])
    before, after = map(_honour_keys, (helper.honours.all(), rows))
    if before == after:
        return False
    if before:
        helper.honours.all().delete()
    Honour.objects.bulk_create(rows)
    return True


def _honour_keys(honours: Iterable[Honour]) -> set[tuple[Any, ...]]:
    return {(h.title, int(h.level), h.awarded_by, h.year) for h in honours}


def _lock_roll(union: Union | None) -> None:
    """Lock the roll, so that two requests cannot register the same person at the same time."""
    list(Union.objects.filter(pk=union and union.pk).select_for_update(no_key=True))


def _refuse_second_entry(helper: Helper, phone: str = "") -> None:
    if duplicates_of(helper, phone).exists():
        message = _("%(union)s的名册上已经有%(name)s了，请改他的资料。")
        raise Refused(message % {"union": helper.union, "name": helper.name})


def _refuse_to_consent_for(artisan: Artisan, note: str) -> None:
    if artisan.user_id:
        raise Refused(_("他有自己的账号，公开姓名和照片要他本人同意。"))
    if not note.strip():
        raise Refused(_("请写明本人的书面同意存在哪里。"))


def _refuse_membership(team: Helper, artisan: Helper, group: str, role: str) -> None:
    if artisan.kind != HelperKind.ARTISAN or not artisan.is_active:
        raise Refused(_("只有在册的师傅可以入队。"))
    if role == TeamRole.GROUP_LEADER and not group:
        raise Refused(_("任组长请写明是哪个小组。"))
    if role != TeamRole.LEADER and team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))


def _replace_leader(team: Team, group: TeamGroup | None, role: str, artisan: Helper) -> None:
    others = team.memberships.exclude(artisan=artisan.artisan)
    if role == TeamRole.LEADER:
        others.filter(role=TeamRole.LEADER).update(role=TeamRole.MEMBER)
        _set(team, leader=artisan.artisan)
    if role == TeamRole.GROUP_LEADER:
        others.filter(role=role, group=group).update(role=TeamRole.MEMBER)


def _drop_empty_groups(team: Team) -> None:
    team.groups.filter(memberships__isnull=True).delete()


def _names(helper: Helper) -> dict[str, str]:
    return {"helper": in_chinese(helper)}


def _notify_answerer(
    helper: Helper, actor: Actor, sentence: Any, page: Helper | None = None, /, **words: Any
) -> None:
    """Notify the user who answers for ``helper``, unless they acted themselves.

    The notice links to ``page``, by default the helper.
    """
    answerer = helper.answerer
    if answerer != actor:
        notify([answerer], sentence, reverse("helper", args=[(page or helper).pk]), **words)
