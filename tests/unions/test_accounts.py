"""Roles are granted from above; a new account has a one-time password."""

import pytest
from django.core.exceptions import ValidationError

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, User
from hongmajia.unions.rules import may_grant
from tests.actors import Province

PHONE = "13700000001"
ABOVE_ONLY = "要由上级工会来定"


def notices_of(user: User) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=user)]


@pytest.mark.parametrize(
    ("actor", "union", "role", "may"),
    [
        ("fang", "huzhou", Role.CADRE, True),  # the province names the city's cadre
        ("fang", "deqing", Role.CADRE, True),  # and the county's
        ("fang", "province", Role.CADRE, False),  # but not its own
        ("shen", "deqing", Role.LEADER, True),
        ("shen", "huzhou", Role.LEADER, False),
        ("shen", "province", Role.LIAISON, False),
        ("xu", "deqing", Role.LIAISON, True),  # the liaison of their own union
        ("xu", "deqing", Role.REVIEWER, True),
        ("xu", "deqing", Role.CADRE, False),
        ("xu", "mogan_union", Role.CADRE, True),
        ("wu", "deqing", Role.LIAISON, False),  # the neighbour
        ("lin", "deqing", Role.LIAISON, False),  # reads only
        ("lu", "mogan_union", Role.LIAISON, False),
        ("ren", "deqing", Role.REVIEWER, False),
        ("contact", "mogan_union", Role.LIAISON, False),
        ("stranger", "deqing", Role.LIAISON, False),
    ],
)
def test_who_may_give_which_role(
    province: Province, actor: str, union: str, role: Role, may: bool
) -> None:
    user, place = getattr(province, actor), getattr(province, union)
    assert may_grant(user, place, role) is may
    if may:
        actions.grant_role(actor=user, union=place, user=province.stranger, role=role)
        assert province.stranger.memberships.get().role == role
    else:
        with pytest.raises(Refused):
            actions.grant_role(actor=user, union=place, user=province.stranger, role=role)
        assert not province.stranger.memberships.exists()


def test_the_topmost_union_fills_its_own_offices(province: Province) -> None:
    top, first = province.national, province.fang
    actions.grant_role(actor=None, union=top, user=first, role=Role.CADRE)
    assert may_grant(User.objects.get(pk=first.pk), top, Role.LEADER)
    assert not may_grant(province.shen, top, Role.LIAISON)
    first = User.objects.get(pk=first.pk)  # with the roles they have now
    held = first.memberships.get(union=top)
    with pytest.raises(Refused, match="方建民是全国总工会唯一的干部"):
        actions.revoke_role(actor=first, membership=held)
    second = actions.grant_role(actor=first, union=top, user=province.stranger, role=Role.CADRE)
    actions.revoke_role(actor=province.stranger, membership=held)
    with pytest.raises(Refused, match="唯一的干部"):
        actions.revoke_role(actor=province.stranger, membership=second)


def test_a_grant_is_logged_and_notified(province: Province) -> None:
    actions.grant_role(
        actor=province.shen, union=province.deqing, user=province.stranger, role=Role.CADRE
    )
    event = Event.objects.get(story=province.deqing.story)
    assert sentence(event) == "沈建国请路人担任德清县总工会的干部"
    assert notices_of(province.stranger) == ["您现在是德清县总工会的干部"]
    assert province.stranger.memberships.get().granted_by == province.shen


def test_nobody_holds_a_role_twice(province: Province) -> None:
    with pytest.raises(Refused, match="徐芳已经担任这个角色"):
        actions.grant_role(
            actor=province.shen, union=province.deqing, user=province.xu, role=Role.CADRE
        )


def test_a_role_is_revoked_by_those_who_can_grant_it(province: Province) -> None:
    membership = province.xu.memberships.get()
    for actor in (province.xu, province.wu, province.lin):
        with pytest.raises(Refused, match=ABOVE_ONLY):
            actions.revoke_role(actor=actor, membership=membership)
    actions.revoke_role(actor=province.shen, membership=membership)
    assert not Membership.objects.filter(user=province.xu).exists()
    assert notices_of(province.xu) == ["您不再是德清县总工会的干部，谢谢您的辛苦"]


def test_a_new_account_has_no_password(province: Province) -> None:
    union = province.deqing
    user = actions.add_account(actor=province.xu, union=union, name="新同志", phone=PHONE)
    assert user.sign_in_name == PHONE
    assert PHONE not in user.username
    assert not user.has_usable_password()


def test_a_number_has_one_account(province: Province) -> None:
    actions.add_account(actor=province.xu, union=province.deqing, name="新同志", phone=PHONE)
    with pytest.raises(Refused, match="已经有账号了"):
        actions.add_account(actor=province.xu, union=province.deqing, name="另一位", phone=PHONE)


def test_an_account_needs_a_name(province: Province) -> None:
    with pytest.raises(ValidationError):
        actions.add_account(actor=province.xu, union=province.deqing, name=" ", phone=PHONE)


def test_appointing_somebody_new_adds_an_account(province: Province) -> None:
    user = actions.appoint(
        actor=province.shen, union=province.deqing, role=Role.CADRE, name="新同志", phone=PHONE
    )
    assert user.holds(province.deqing.path, Role.CADRE)
    again = actions.appoint(
        actor=province.xu, union=province.deqing, role=Role.LIAISON, name="新同志", phone=PHONE
    )
    assert again == user


def test_appointing_under_a_wrong_name_changes_nothing(province: Province) -> None:
    actions.add_account(actor=province.xu, union=province.deqing, name="新同志", phone=PHONE)
    with pytest.raises(Refused, match="姓名对不上"):
        actions.appoint(
            actor=province.shen, union=province.deqing, role=Role.CADRE, name="旧同志", phone=PHONE
        )


def test_a_refused_grant_adds_no_account(province: Province) -> None:
    with pytest.raises(Refused, match=ABOVE_ONLY):
        actions.appoint(
            actor=province.xu, union=province.deqing, role=Role.CADRE, name="新", phone=PHONE
        )
    assert not User.objects.filter(phone=PHONE).exists()
