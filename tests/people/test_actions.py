"""What each action on an artisan or a team does, and what it refuses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.people import actions
from hongmajia.people.enums import HelperVerb, HonourLevel, SkillGrade, TeamRole
from hongmajia.people.models import Artisan, Helper, TeamMembership
from hongmajia.unions.models import User
from tests.actors import Province, artisan, user


def facts(province: Province, **changes: Any) -> dict[str, Any]:
    known = {
        "name": "丁建国",
        "union": province.huzhou,
        "trade": "焊工",
        "specialities": ["排水管道焊接"],
        "phone": "13700000003",
        "skill_grade": SkillGrade.SENIOR_TECHNICIAN,
    }
    return {**known, **changes}


def ding(province: Province, **changes: Any) -> Helper:
    """丁师傅, registered by the city's cadre."""
    return actions.register_artisan(actor=province.shen, **facts(province, **changes))


def notices_of(person: Any) -> list[str]:
    """The sentences of a person's notices, newest first."""
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def record(helper: Helper) -> list[str]:
    """The sentences of the helper's events, newest first."""
    return [sentence(event) for event in Event.objects.filter(story=helper.story)]


def seat(team: Helper, member: Helper) -> TeamMembership:
    return TeamMembership.objects.get(team=team.team, artisan=member.artisan)


# ---- the roll ----


def test_a_registered_artisan_is_on_the_roll_with_honours(province: Province) -> None:
    honours = [{"title": "浙江工匠", "level": HonourLevel.PROVINCE_MEDAL, "year": 2021}]
    helper = ding(province, honours=honours)

    assert helper.is_active
    assert helper.artisan.phone == "13700000003"
    assert [str(honour) for honour in helper.honours.all()] == ["浙江工匠"]
    assert record(helper) == ["沈建国给丁师傅开通账号", "沈建国登记丁师傅"]


def test_events_contain_no_full_name_that_is_not_public(province: Province) -> None:
    ding(province)
    told = Event.objects.exclude(verb__startswith="account.")  # those are for auditors only
    assert not told.filter(data__icontains="丁建国").exists()


def test_an_artisan_with_an_account_is_notified(province: Province) -> None:
    account = user("ding", "丁建国")
    ding(province, user=account)
    assert notices_of(account) == ["湖州市总工会把您列入劳模工匠名册，请看看资料对不对"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": "1370000000"}, "手机号少了1位"),
        ({"weekly_capacity": 21}, "20"),
        ({"radius_km": 3001}, "3000"),
        ({"trade_since": 2999}, str(timezone.localdate().year)),
        ({"weekdays": [0]}, "周一到周日"),
        ({"specialities": "焊接"}, "专长是一串短词"),
        ({"specialities": ["焊"] * 13}, "专长最多写12项"),
        ({"specialities": ["焊" * 21]}, "最多20个字"),
        ({"name": ""}, "这一项要填"),
    ],
)
def test_invalid_facts_change_nothing(
    province: Province, wrong: dict[str, Any], words: str
) -> None:
    before = Helper.objects.count()
    with pytest.raises(ValidationError, match=words):
        ding(province, **wrong)
    assert Helper.objects.count() == before


@pytest.mark.parametrize("changes", [{"trade": "钳工"}, {"phone": ""}])
def test_nobody_is_on_a_roll_twice(province: Province, changes: dict[str, str]) -> None:
    ding(province)
    with pytest.raises(Refused, match="已经有丁建国了"):
        ding(province, **changes)


def test_the_same_name_in_another_trade_is_another_person(province: Province) -> None:
    assert ding(province) != ding(province, trade="钳工", phone="13700000004")


def test_a_change_is_logged_by_its_fields_and_notified(province: Province) -> None:
    helper = actions.change_helper(
        helper=province.dong_helper,
        actor=province.shen,
        trade="氩弧焊工",
        phone="13900000009",
        radius_km=60,
    )
    assert helper.trade == "氩弧焊工"
    assert helper.artisan.phone == "13900000009"
    assert record(helper) == ["沈建国修改资料：工种、专业、手机号"]
    assert notices_of(province.dong) == ["董师傅的资料有改动：工种、专业、手机号"]


def test_nobody_is_notified_of_their_own_change(province: Province) -> None:
    actions.change_helper(helper=province.dong_helper, actor=province.dong, weekly_capacity=1)
    assert notices_of(province.dong) == []


def test_a_change_without_differences_writes_no_event(province: Province) -> None:
    actions.change_helper(
        helper=province.dong_helper, actor=province.shen, trade="焊工", honours=[]
    )
    assert record(province.dong_helper) == []


def test_honours_are_replaced_as_a_whole(province: Province) -> None:
    old = {"title": "湖州市劳动模范", "level": HonourLevel.CITY_MODEL, "year": 2021}
    new = {"title": "全国劳动模范", "level": HonourLevel.NATIONAL_MODEL, "year": 2025}
    helper = ding(province, honours=[old])
    actions.change_helper(helper=helper, actor=province.shen, honours=[old, new])
    assert [str(honour) for honour in helper.honours.all()] == ["全国劳动模范", "湖州市劳动模范"]
    assert record(helper)[0] == "沈建国修改资料：荣誉"


def test_an_honour_of_next_year_is_refused(province: Province) -> None:
    honour = {"title": "全国劳动模范", "year": timezone.localdate().year + 1}
    with pytest.raises(ValidationError):
        ding(province, honours=[honour])
    assert not Helper.objects.filter(name="丁建国").exists()


def test_the_file_of_a_replaced_photograph_is_deleted(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    first = ContentFile(b"first", name="first.jpg")
    helper = ding(province, photo=first)
    storage, name = helper.artisan.photo.storage, helper.artisan.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        second = ContentFile(b"second", name="second.jpg")
        actions.change_helper(helper=helper, actor=province.shen, photo=second)
    assert not storage.exists(name)
    with Artisan.objects.get(pk=helper.pk).photo.open() as photo:
        assert photo.read() == b"second"


def test_leaving_the_roll_keeps_everything_and_says_why(province: Province) -> None:
    helper = actions.take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    assert not helper.is_active
    assert record(helper) == ["沈建国把董师傅移出名册"]
    assert notices_of(province.dong) == ["董师傅已移出名册：退休。谢谢您一直以来的帮忙"]


def test_leaving_needs_a_reason(province: Province) -> None:
    with pytest.raises(Refused, match="请写明为什么"):
        actions.take_off_roll(helper=province.dong_helper, actor=province.shen, reason=" ")


def test_a_leader_cannot_be_taken_off_the_roll(province: Province) -> None:
    with pytest.raises(Refused, match="婺城劳模工匠技术服务队"):
        actions.take_off_roll(helper=province.zhou_helper, actor=province.wu, reason="退休")


def test_nobody_leaves_or_returns_twice(province: Province) -> None:
    helper = province.dong_helper
    with pytest.raises(WrongState):
        actions.put_back_on_roll(helper=helper, actor=province.shen)
    actions.take_off_roll(helper=helper, actor=province.shen, reason="调离")
    with pytest.raises(WrongState):
        actions.take_off_roll(helper=helper, actor=province.shen, reason="调离")
    assert actions.put_back_on_roll(helper=helper, actor=province.shen).is_active


# ---- pause ----


def test_a_pause_ends_by_itself(province: Province) -> None:
    today = timezone.localdate()
    helper = actions.pause_helper(helper=province.dong_helper, actor=province.dong, until=today)
    assert helper.is_paused
    Helper.objects.filter(pk=helper.pk).update(paused_until=today - timedelta(days=1))
    helper.refresh_from_db()
    assert not helper.is_paused


def test_the_reason_of_a_pause_is_for_the_unions_only(province: Province) -> None:
    until = timezone.localdate() + timedelta(days=9)
    actions.pause_helper(
        helper=province.dong_helper, actor=province.dong, until=until, reason="住院"
    )
    event = Event.objects.get(verb=HelperVerb.PAUSED)
    assert (event.note, event.audience) == ("住院", "unions")
    assert sentence(event) == f"董师傅设为暂停接单，到{date_format(until)}为止"


@pytest.mark.parametrize("days", [-1, 367])
def test_a_pause_ends_neither_in_the_past_nor_after_a_year(province: Province, days: int) -> None:
    until = timezone.localdate() + timedelta(days=days)
    with pytest.raises(Refused):
        actions.pause_helper(helper=province.dong_helper, actor=province.dong, until=until)


def test_a_helper_paused_by_the_union_is_notified_and_may_resume(province: Province) -> None:
    helper, until = province.dong_helper, timezone.localdate()
    actions.pause_helper(helper=helper, actor=province.shen, until=until)
    assert notices_of(province.dong) == [f"董师傅暂停接单到{date_format(until)}"]
    assert not actions.resume_helper(helper=helper, actor=province.dong).is_paused
    with pytest.raises(WrongState):
        actions.resume_helper(helper=helper, actor=province.dong)


# ---- consent ----


def test_the_full_name_is_public_only_with_consent(province: Province) -> None:
    helper = ding(province)
    assert helper.public_name == "丁师傅"
    note = "书面同意书，存湖州市总工会"
    helper = actions.set_consent(helper=helper, actor=province.shen, name=True, note=note)
    assert helper.public_name == "丁建国"
    assert Event.objects.get(verb=HelperVerb.NAME_CONSENTED).note == note
    assert (
        actions.set_consent(helper=helper, actor=province.shen, name=False).public_name == "丁师傅"
    )


def test_a_union_cannot_consent_without_paper(province: Province) -> None:
    helper = ding(province)
    with pytest.raises(Refused, match="书面同意"):
        actions.set_consent(helper=helper, actor=province.shen, name=True)


def test_a_union_cannot_consent_for_somebody_who_has_signed_in(province: Province) -> None:
    User.objects.filter(pk=province.dong.pk).update(last_login=timezone.now())
    with pytest.raises(Refused, match="本人同意"):
        actions.set_consent(
            helper=province.dong_helper, actor=province.shen, photo=True, note="口头"
        )


def test_a_union_can_take_a_consent_back_at_once(province: Province) -> None:
    helper = province.dong_helper
    actions.set_consent(helper=helper, actor=province.dong, name=True, photo=True)
    helper = actions.set_consent(helper=helper, actor=province.shen, name=False, photo=False)
    assert (helper.artisan.name_consent_at, helper.artisan.photo_consent_at) == (None, None)


def test_a_consent_not_asked_stays_and_a_repeated_one_is_one_event(province: Province) -> None:
    helper = province.dong_helper
    for _turn in range(2):
        helper = actions.set_consent(helper=helper, actor=province.dong, photo=True)
    assert helper.artisan.name_consent_at is None
    assert record(helper) == ["董师傅记下：本人同意公开照片"]


def test_looking_up_a_telephone_number_is_logged(province: Province) -> None:
    helper = ding(province)
    assert actions.reveal_phone(helper=helper, actor=province.shen) == "13700000003"
    assert record(helper)[0] == "沈建国查看了手机号"


# ---- teams ----


def welding_team(province: Province) -> Helper:
    return actions.create_team(
        actor=province.shen,
        leader=province.dong_helper,
        name="湖州市工会金牌技术服务队（焊接）",
        union=province.huzhou,
        trade="焊接",
    )


def test_the_leader_of_a_new_team_is_a_member(province: Province) -> None:
    team = welding_team(province)
    assert team.answerer == province.dong
    assert seat(team, province.dong_helper).role == TeamRole.LEADER
    assert notices_of(province.dong) == ["您加入了湖州市工会金牌技术服务队（焊接）"]
    assert record(team) == [
        "沈建国安排董师傅任队长",
        "沈建国登记湖州市工会金牌技术服务队（焊接）",
    ]


def test_a_group_is_made_by_its_first_member_and_gone_with_its_last(province: Province) -> None:
    team, member = welding_team(province), ding(province)
    actions.set_team_member(team=team, artisan=member, actor=province.shen, group="焊接工艺组")
    assert [group.name for group in team.team.groups.all()] == ["焊接工艺组"]
    actions.set_team_member(team=team, artisan=member, actor=province.shen, group="检测组")
    assert [group.name for group in team.team.groups.all()] == ["检测组"]
    actions.remove_team_member(team=team, artisan=member, actor=province.shen)
    assert not team.team.groups.exists()
    assert not team.team.memberships.filter(artisan=member.artisan).exists()


def test_a_new_leader_makes_the_old_one_a_member(province: Province) -> None:
    team, member = welding_team(province), ding(province)
    actions.set_team_member(team=team, artisan=member, actor=province.shen, role=TeamRole.LEADER)
    team = Helper.objects.get(pk=team.pk)
    assert team.team.leader == member.artisan
    assert seat(team, province.dong_helper).role == TeamRole.MEMBER


def test_a_group_has_one_group_leader(province: Province) -> None:
    team = welding_team(province)
    first, second = ding(province), artisan("李师傅", "焊工", province.huzhou, "330502")
    for person in (first, second):
        actions.set_team_member(
            team=team,
            artisan=person,
            actor=province.shen,
            group="焊接工艺组",
            role=TeamRole.GROUP_LEADER,
        )
    assert seat(team, first).role == TeamRole.MEMBER
    assert seat(team, second).role == TeamRole.GROUP_LEADER


def test_a_group_leader_needs_a_group(province: Province) -> None:
    with pytest.raises(Refused, match="哪个小组"):
        actions.set_team_member(
            team=province.team,
            artisan=province.dong_helper,
            actor=province.wu,
            role=TeamRole.GROUP_LEADER,
        )


def test_a_leader_stays_until_another_leads(province: Province) -> None:
    seat = {"team": province.team, "artisan": province.zhou_helper, "actor": province.wu}
    with pytest.raises(Refused, match="请先让别人任队长"):
        actions.remove_team_member(**seat)
    with pytest.raises(Refused, match="请先让别人任队长"):
        actions.set_team_member(**seat, role=TeamRole.MEMBER)


def test_only_artisans_on_the_roll_can_be_members(province: Province) -> None:
    actions.take_off_roll(helper=province.dong_helper, actor=province.shen, reason="调离")
    province.dong_helper.refresh_from_db()
    for other in (province.dong_helper, province.team):
        with pytest.raises(Refused, match="在册的师傅"):
            actions.set_team_member(team=province.team, artisan=other, actor=province.wu)


def test_nobody_leaves_a_team_twice(province: Province) -> None:
    with pytest.raises(WrongState):
        actions.remove_team_member(
            team=province.team, artisan=province.dong_helper, actor=province.wu
        )


# ---- flags ----


def test_a_flag_has_a_date_and_a_union_and_the_leader_is_notified(province: Province) -> None:
    team = actions.award_flag(
        team=province.team, actor=province.wu, on=date(2026, 5, 1), by=province.jinhua
    )
    assert team.team.flag_awarded_on == date(2026, 5, 1)
    assert team.team.flag_awarded_by == province.jinhua
    assert record(team) == ["金华市总工会授旗"]
    assert notices_of(province.zhou) == ["金华市总工会给婺城劳模工匠技术服务队授旗，祝贺各位"]


def test_a_flag_is_awarded_by_the_own_union_or_one_above(province: Province) -> None:
    with pytest.raises(Refused, match="上级"):
        actions.award_flag(
            team=province.team, actor=province.shen, on=date(2026, 5, 1), by=province.huzhou
        )


def test_a_flag_cannot_be_awarded_in_the_future(province: Province) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="还没到"):
        actions.award_flag(team=province.team, actor=province.wu, on=tomorrow, by=province.wucheng)


# ---- who sends a team ----


def test_teams_that_an_association_sends_are_counted(client: Client, province: Province) -> None:
    """Typed the same way it is the same association; both teams lead to the list of the two."""
    name = "浙江省劳模协会"
    other = actions.create_team(
        actor=province.fang, name="湖州小组", union=province.huzhou, trade="焊接"
    )
    for team in (province.team, other):
        actions.name_sender(team=team, actor=province.fang, sender=f" {name} ")
    page = client.get(f"/helpers/{other.pk}/").text
    assert "派出2支" in page
    listed = client.get("/teams/", {"sent_by": name}).text
    assert "湖州小组" in listed
    actions.name_sender(team=other, actor=province.fang, sender="")
    assert "湖州小组" not in client.get("/teams/", {"sent_by": name}).text
    assert "派出单位" not in client.get(f"/helpers/{other.pk}/").text
