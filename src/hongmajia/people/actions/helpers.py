"""The acts on artisans and teams. Each holds the lock, the rule, the event and the notice.

Whether the person may act at all is decided by the gate before; see ``rules``.
"""

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
from ..queries import namesakes

LONGEST_PAUSE = timedelta(days=366)

HELPER_FIELDS = frozenset(HelperFacts.__annotations__)


# --- the roll -------------------------------------------------------------------------------


@transaction.atomic
def register_artisan(
    *, actor: Actor, honours: Iterable[HonourFacts] = (), **facts: Unpack[ArtisanFacts]
) -> Helper:
    """Put a model worker or artisan on the roll of ``union``. He is told if he has an account.

    Raises ``ValidationError`` for facts that cannot be, ``Refused`` if he is on the roll already.
    """
    _lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.ARTISAN)
    _write(helper, facts)
    _refuse_second_entry(helper, facts.get("phone", ""))
    _write_artisan(Artisan(helper=helper), facts)
    _write_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=_named(helper))
    sentence = gettext_lazy("%(union)s把您列入劳模工匠名册，请看看资料对不对")
    _tell_him(helper, actor, sentence, union=helper.union)
    return helper


@transaction.atomic
def create_team(
    *,
    actor: Actor,
    leader: Helper | None = None,
    honours: Iterable[HonourFacts] = (),
    **facts: Unpack[HelperFacts],
) -> Helper:
    """A new service team on the roll of ``union``; its leader takes his seat at once."""
    _lock_roll(facts.get("union"))
    helper = Helper(kind=HelperKind.TEAM)
    _write(helper, facts)
    _refuse_second_entry(helper)
    Team.objects.create(helper=helper)
    _write_honours(helper, honours)
    record(actor, HelperVerb.REGISTERED, helper, data=_named(helper))
    if leader:
        seat_member(team=helper, artisan=leader, role=TeamRole.LEADER, actor=actor)
    return _locked(helper)


@transaction.atomic
def change_helper(
    *,
    helper: Helper,
    actor: Actor,
    honours: Iterable[HonourFacts] | None = None,
    **facts: Unpack[ArtisanFacts],
) -> Helper:
    """Write the facts that differ; ``honours`` replaces all of them, ``None`` leaves them.

    The log names the fields that changed. A replaced photograph is thrown away. A team's leader
    and members change by ``seat_member``.
    """
    helper = _locked(helper)
    changed = _write(helper, facts)
    if helper.kind == HelperKind.ARTISAN:
        changed += _write_artisan(helper.artisan, facts)
    if honours is not None and _write_honours(helper, honours):
        changed.append(in_chinese(gettext_lazy("荣誉")))
    if changed:
        words = {"fields": "、".join(changed)}
        record(actor, HelperVerb.CHANGED, helper, data=words)
        sentence = gettext_lazy("%(helper)s的资料有改动：%(fields)s")
        _tell_him(helper, actor, sentence, helper=helper, **words)
    return helper


@transaction.atomic
def take_off_roll(*, helper: Helper, actor: Actor, reason: str) -> Helper:
    """He or the team helps no more; nothing is deleted. He is told why."""
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
        data=_named(helper),
    )
    sentence = gettext_lazy("%(helper)s已移出名册：%(reason)s。谢谢您一直以来的帮忙")
    _tell_him(helper, actor, sentence, helper=helper, reason=reason)
    return helper


@transaction.atomic
def put_back_on_roll(*, helper: Helper, actor: Actor) -> Helper:
    """He helps again, with all that was known of him."""
    helper = _locked(helper)
    if helper.is_active:
        raise WrongState(_("已经在名册上了。"))
    _set(helper, is_active=True)
    record(actor, HelperVerb.RETURNED, helper, data=_named(helper))
    _tell_him(helper, actor, gettext_lazy("%(helper)s重新列入名册，欢迎回来"), helper=helper)
    return helper


# --- how much and when -------------------------------------------------------------------------


@transaction.atomic
def pause_helper(*, helper: Helper, actor: Actor, until: date, reason: str = "") -> Helper:
    """Until the evening of ``until`` an artisan or a team is not proposed to anybody."""
    today = timezone.localdate()
    if until < today:
        raise Refused(_("暂停到哪一天，请选今天或以后的日子。"))
    if until > today + LONGEST_PAUSE:
        raise Refused(_("一次最多暂停一年。更久的话，请工会把他移出名册。"))
    helper = _locked(helper)
    _set(helper, paused_until=until)
    data = {"until": until.isoformat()}
    record(actor, HelperVerb.PAUSED, helper, note=reason, audience=Audience.UNIONS, data=data)
    _tell_him(helper, actor, gettext_lazy("%(helper)s暂停接单到%(until)s"), helper=helper, **data)
    return helper


@transaction.atomic
def resume_helper(*, helper: Helper, actor: Actor) -> Helper:
    """The pause ends now."""
    helper = _locked(helper)
    if not helper.is_paused:
        raise WrongState(_("现在没有暂停。"))
    _set(helper, paused_until=None)
    record(actor, HelperVerb.RESUMED, helper)
    _tell_him(helper, actor, gettext_lazy("%(helper)s恢复接单"), helper=helper)
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
    """Note that an artisan agrees, or no longer agrees, to his name or photograph being public.

    They say so themselves. For an artisan without an account the union notes the written consent
    and says in ``note`` where it is kept; to take a consent back the union needs no paper
    (docs/domain.md, rule 6).
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
    """The artisan's telephone number; that it was looked at is logged."""
    record(actor, HelperVerb.REVEALED, helper)
    phone: str = helper.artisan.phone
    return phone


# --- teams ----------------------------------------------------------------------------------


@transaction.atomic
def seat_member(
    *,
    team: Helper,
    artisan: Helper,
    actor: Actor,
    group: str = "",
    role: str = TeamRole.MEMBER,
) -> TeamMembership:
    """Give an artisan his place in a team, or change it. A named group is made when needed.

    A team has one leader and a group one group leader: whoever was that becomes a member.
    """
    team = _locked(team)
    _refuse_seat(team, artisan, group.strip(), role)
    seats = team.team.memberships
    place = (
        TeamGroup.objects.get_or_create(team=team.team, name=group.strip())[0] if group else None
    )
    _clear_chair(team.team, place, role, artisan)
    seat, _new = seats.update_or_create(
        artisan=artisan.artisan, defaults={"group": place, "role": role}
    )
    _drop_empty_groups(team.team)
    words = {"member": in_chinese(artisan), "role": in_chinese(TeamRole(role).label)}
    record(actor, HelperVerb.SEATED, team, data=words)
    _tell_him(artisan, actor, gettext_lazy("您加入了%(team)s"), team, team=team)
    return seat


@transaction.atomic
def unseat_member(*, team: Helper, artisan: Helper, actor: Actor) -> None:
    """He leaves the team. A leader stays until another leads."""
    team = _locked(team)
    if team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))
    gone, _rows = team.team.memberships.filter(artisan=artisan.artisan).delete()
    if not gone:
        raise WrongState(_("他已经不在队里了。"))
    _drop_empty_groups(team.team)
    record(actor, HelperVerb.UNSEATED, team, data={"member": in_chinese(artisan)})
    _tell_him(artisan, actor, gettext_lazy("您已离开%(team)s"), team, team=team)


@transaction.atomic
def award_flag(*, team: Helper, actor: Actor, on: date, by: Union) -> Helper:
    """A union gives the team its flag (授旗): its own union, or one above it."""
    if on > timezone.localdate():
        raise Refused(_("授旗日期还没到，请授旗以后再登记。"))
    if not team.union.path.startswith(by.path):
        raise Refused(_("授旗单位是队伍所属的工会或者它的上级。"))
    team = _locked(team)
    _set(team.team, flag_awarded_on=on, flag_awarded_by=by)
    record(actor, HelperVerb.FLAG_AWARDED, team, data={"union": by.name, "on": on.isoformat()})
    sentence = gettext_lazy("%(union)s给%(team)s授旗，祝贺你们")
    _tell_him(team, actor, sentence, union=by, team=team)
    return team


# --- parts ----------------------------------------------------------------------------------


def _locked(helper: Helper) -> Helper:
    rows = Helper.objects.select_for_update(of=("self",))
    return rows.select_related("union", "artisan__user", "team__leader__user").get(pk=helper.pk)


def _set(row: Model, **values: Any) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))


def _write(helper: Helper, facts: Mapping[str, Any]) -> list[str]:
    """Save those of ``facts`` that every helper has; returns the labels of what is different."""
    return _write_row(helper, {k: v for k, v in facts.items() if k in HELPER_FIELDS})


def _write_artisan(artisan: Artisan, facts: Mapping[str, Any]) -> list[str]:
    """Save those of ``facts`` that only a person has."""
    old = artisan.photo
    if old.name and "photo" in facts:
        transaction.on_commit(partial(old.storage.delete, old.name))
    return _write_row(artisan, {k: v for k, v in facts.items() if k not in HELPER_FIELDS})


def _write_row(row: Helper | Artisan, values: Mapping[str, Any]) -> list[str]:
    changed = [field for field, value in values.items() if getattr(row, field, None) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed or row._state.adding:
        row.full_clean(exclude=["helper"])
        row.save(force_insert=row._state.adding)
    return [in_chinese(f.verbose_name) for f in row._meta.fields if f.name in changed]


def _write_honours(helper: Helper, honours: Iterable[HonourFacts]) -> bool:
    """Replace his honours; says whether anything is different now."""
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
    """Of two who enter the same person at once the second sees what the first has written."""
    list(Union.objects.filter(pk=union and union.pk).select_for_update(no_key=True))


def _refuse_second_entry(helper: Helper, phone: str = "") -> None:
    if namesakes(helper, phone).exists():
        message = _("%(union)s的名册上已经有%(name)s了，请改他的资料。")
        raise Refused(message % {"union": helper.union, "name": helper.name})


def _refuse_to_consent_for(artisan: Artisan, note: str) -> None:
    if artisan.user_id:
        raise Refused(_("他有自己的账号，公开姓名和照片要他本人同意。"))
    if not note.strip():
        raise Refused(_("请写明本人的书面同意存在哪里。"))


def _refuse_seat(team: Helper, artisan: Helper, group: str, role: str) -> None:
    if artisan.kind != HelperKind.ARTISAN or not artisan.is_active:
        raise Refused(_("只有在册的师傅可以入队。"))
    if role == TeamRole.GROUP_LEADER and not group:
        raise Refused(_("任组长请写明是哪个小组。"))
    if role != TeamRole.LEADER and team.team.leader_id == artisan.pk:
        raise Refused(_("他是队长，请先让别人任队长。"))


def _clear_chair(team: Team, group: TeamGroup | None, role: str, artisan: Helper) -> None:
    others = team.memberships.exclude(artisan=artisan.artisan)
    if role == TeamRole.LEADER:
        others.filter(role=TeamRole.LEADER).update(role=TeamRole.MEMBER)
        _set(team, leader=artisan.artisan)
    if role == TeamRole.GROUP_LEADER:
        others.filter(role=role, group=group).update(role=TeamRole.MEMBER)


def _drop_empty_groups(team: Team) -> None:
    team.groups.filter(memberships__isnull=True).delete()


def _named(helper: Helper) -> dict[str, str]:
    return {"helper": in_chinese(helper)}


def _tell_him(
    helper: Helper, actor: Actor, sentence: Any, page: Helper | None = None, /, **words: Any
) -> None:
    """Tell whoever answers for ``helper``, unless he did it himself."""
    answerer = helper.answerer
    if answerer != actor:
        notify([answerer], sentence, reverse("helper", args=[(page or helper).pk]), **words)
