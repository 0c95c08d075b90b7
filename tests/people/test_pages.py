"""The contents of the pages of artisans and teams, and what their forms do."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hongmajia.core.models import Event
from hongmajia.people import actions
from hongmajia.people.enums import HelperVerb, TeamRole
from hongmajia.people.models import Artisan, Helper, Honour
from hongmajia.unions.models import User
from tests.actors import Province, artisan
from tests.photographs import HEIC

Login = Callable[[User], Client]
NO_HONOURS = {"honours-TOTAL_FORMS": 0, "honours-INITIAL_FORMS": 0}
GPS = 0x8825


@pytest.fixture
def signed_in(client: Client) -> Login:
    def login(user: User) -> Client:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return login


def text(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (30.0, 52.0, 1.0)}
    buffer = io.BytesIO()
    Image.new("RGB", (300, 400), "red").save(buffer, "JPEG", exif=exif.tobytes())
    return buffer.getvalue()


def portrait(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("董建国.jpg", content)


def phone_of(helper: Helper, number: str) -> None:
    Artisan.objects.filter(pk=helper.pk).update(phone=number)


# ---- an artisan's page ----


def test_a_strangers_view_of_an_artisan(province: Province, client: Client) -> None:
    phone_of(province.dong_helper, "13900000001")
    Helper.objects.filter(pk=province.dong_helper.pk).update(workplace="湖州容器厂")
    Honour.objects.create(
        helper=province.dong_helper,
        title="湖州市劳动模范",
        level=5,
        awarded_by="湖州市人民政府",
        year=2021,
    )
    page = text(client, "helper", province.dong_helper.pk)
    for seen in ("董师傅", "高级技师", "不锈钢焊接", "湖州市劳动模范", "湖州市人民政府，2021年"):
        assert seen in page
    for hidden in ("13900000001", "139****0001", "湖州容器厂", "变动记录", "改资料"):
        assert hidden not in page


def test_helpers_are_not_offered_to_order_from_themselves(
    province: Province, signed_in: Login
) -> None:
    pk = province.dong_helper.pk
    assert "请董师傅帮忙" in text(signed_in(province.contact), "helper", pk)
    own = text(signed_in(province.dong), "helper", pk)
    assert "请董师傅帮忙" not in own
    assert reverse("helper_settings", args=[pk]) in own


def test_an_artisans_page_has_the_slots_of_other_rooms(province: Province, client: Client) -> None:
    page = text(client, "helper", province.dong_helper.pk)
    assert f'hx-get="{reverse("helper_offers", args=[province.dong_helper.pk])}"' in page


def test_the_union_sees_a_masked_number_and_the_events(
    province: Province, signed_in: Login
) -> None:
    phone_of(province.dong_helper, "13900000001")
    actions.change_helper(helper=province.dong_helper, actor=province.shen, radius_km=80)
    page = text(signed_in(province.shen), "helper", province.dong_helper.pk)
    assert "139****0001" in page
    assert "13900000001" not in page
    assert "沈建国修改资料：愿走多少公里" in page


def test_the_number_is_shown_once_and_that_is_logged(province: Province, signed_in: Login) -> None:
    phone_of(province.dong_helper, "13900000001")
    client, pk = signed_in(province.shen), province.dong_helper.pk
    shown = client.post(reverse("helper_phone", args=[pk]), follow=True).content.decode()
    assert "董师傅的手机号：13900000001" in shown
    assert Event.objects.get(verb=HelperVerb.REVEALED).actor == province.shen
    assert "13900000001" not in text(client, "helper", pk)


def test_the_next_five_days_follow_the_chosen_weekdays(province: Province, client: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    only = [tomorrow.isoweekday()]
    Helper.objects.filter(pk=province.dong_helper.pk).update(weekdays=only)
    days = client.get(reverse("helper", args=[province.dong_helper.pk])).context["days"]
    assert len(days) == 5
    assert [day.date for day in days if day.is_free] == [tomorrow]


def test_the_teams_of_an_artisan_are_shown_with_their_flags(
    province: Province, client: Client
) -> None:
    actions.award_flag(
        team=province.team, actor=province.wu, on=date(2026, 5, 1), by=province.wucheng
    )
    page = text(client, "helper", province.zhou_helper.pk)
    assert "婺城劳模工匠技术服务队" in page
    assert "2026年5月1日婺城区总工会授旗" in page


# ---- a team's page ----


def test_a_team_shows_flag_groups_and_members(province: Province, client: Client) -> None:
    actions.award_flag(
        team=province.team, actor=province.wu, on=date(2026, 5, 1), by=province.wucheng
    )
    for number in range(5):
        person = artisan(f"李{number}", "钳工", province.wucheng, "330702")
        actions.set_team_member(
            team=province.team, artisan=person, actor=province.wu, group="设备组"
        )
    page = text(client, "helper", province.team.pk)
    for seen in ("授旗单位：婺城区总工会", "队长：周师傅", "队员6人", "设备组", "再看1人"):
        assert seen in page


def test_members_who_left_the_roll_are_not_shown(province: Province, client: Client) -> None:
    actions.set_team_member(team=province.team, artisan=province.dong_helper, actor=province.wu)
    actions.take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    assert "董师傅" not in text(client, "helper", province.team.pk)


@pytest.mark.parametrize("members", [1, 50])
def test_a_team_of_fifty_costs_what_a_team_of_one_does(
    province: Province, client: Client, django_assert_max_num_queries: Any, members: int
) -> None:
    for number in range(members - 1):
        person = artisan(f"李{number}", "钳工", province.wucheng, "330702")
        actions.set_team_member(
            team=province.team, artisan=person, actor=province.wu, group="设备组"
        )
    text(client, "helper", province.team.pk)
    with django_assert_max_num_queries(12):
        text(client, "helper", province.team.pk)


def test_an_artisans_page_is_cheap(
    province: Province, signed_in: Login, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(province.shen)
    text(client, "helper", province.dong_helper.pk)
    with django_assert_max_num_queries(18):
        text(client, "helper", province.dong_helper.pk)


# ---- registering and editing ----


def test_a_cadre_registers_an_artisan_with_an_honour(province: Province, signed_in: Login) -> None:
    form = {
        "name": "丁建国",
        "phone": "13700000003",
        "union": province.huzhou.pk,
        "trade": "焊工",
        "specialities": "排水管道焊接、薄板，薄板",
        "region": "330502",
        "weekly_capacity": 2,
        "radius_km": 60,
        "weekdays": ["2", "4"],
        "online_ok": "on",
        "honours-TOTAL_FORMS": 2,
        "honours-INITIAL_FORMS": 0,
        "honours-0-title": "2021年浙江工匠",
        "honours-0-level": 4,
        "honours-0-year": "",
        "honours-1-level": 9,
    }
    response = signed_in(province.shen).post(reverse("artisan_new"), form)
    made = Helper.objects.get(name="丁建国")
    assert response.url == reverse("helper", args=[made.pk])
    assert made.specialities == ["排水管道焊接", "薄板"]
    assert made.weekdays == [2, 4]
    assert [(honour.title, honour.year) for honour in made.honours.all()] == [("浙江工匠", 2021)]


def test_what_was_typed_stays_when_something_is_wrong(province: Province, signed_in: Login) -> None:
    form = {"name": "丁建国", "phone": "1370", "trade": "焊工", **NO_HONOURS}
    page = signed_in(province.shen).post(reverse("artisan_new"), form).content.decode()
    assert "手机号少了7位，请核对。" in page
    assert 'value="丁建国"' in page


def test_a_second_entry_is_refused_on_the_form(province: Province, signed_in: Login) -> None:
    form = {
        "name": "董师傅",
        "union": province.huzhou.pk,
        "trade": "焊工",
        "weekly_capacity": 2,
        "radius_km": 60,
        **NO_HONOURS,
    }
    page = signed_in(province.shen).post(reverse("artisan_new"), form).content.decode()
    assert "名册上已经有董师傅了" in page
    assert Helper.objects.filter(name="董师傅").count() == 1


def test_nobody_registers_for_another_union(province: Province, signed_in: Login) -> None:
    form = {"name": "丁建国", "union": province.jinhua.pk, "trade": "焊工", **NO_HONOURS}
    response = signed_in(province.shen).post(reverse("artisan_new"), form)
    assert "union" in response.context["form"].errors
    assert not Helper.objects.filter(name="丁建国").exists()


def edited(helper: Helper, **changes: Any) -> dict[str, Any]:
    """The edit form of ``helper`` as the browser sends it back, with changes."""
    form = {
        "name": helper.name,
        "union": helper.union_id,
        "trade": helper.trade,
        "specialities": "、".join(helper.specialities),
        "region": helper.region_id,
        "bio": helper.bio,
        "weekly_capacity": helper.weekly_capacity,
        "radius_km": helper.radius_km,
        "online_ok": "on",
        "skill_grade": helper.artisan.skill_grade,
        "user": helper.artisan.user.username if helper.artisan.user else "",
        **NO_HONOURS,
    }
    return {**form, **changes}


def test_the_edit_form_never_shows_the_number_and_keeps_it_when_left_empty(
    province: Province, signed_in: Login
) -> None:
    phone_of(province.dong_helper, "13900000001")
    client, address = signed_in(province.shen), ["helper_edit", province.dong_helper.pk]
    page = text(client, *address)
    assert "13900000001" not in page
    assert "现在是139****0001；空着就不改。" in page

    form = edited(province.dong_helper, trade="氩弧焊工", phone="")
    assert client.post(reverse(address[0], args=address[1:]), form).status_code == 302
    helper = Helper.objects.get(pk=province.dong_helper.pk)
    assert (helper.trade, helper.artisan.phone) == ("氩弧焊工", "13900000001")
    assert Event.objects.get(verb=HelperVerb.CHANGED).data["fields"] == "工种、专业"


@pytest.mark.parametrize(
    ("account", "words"),
    [("zhou", "已经是另一位师傅的了"), ("nobody", "没有这个账号"), ("焊\x00接", "空字符")],
)
def test_an_account_belongs_to_one_artisan(
    province: Province, signed_in: Login, account: str, words: str
) -> None:
    form = edited(province.dong_helper, user=account)
    address = reverse("helper_edit", args=[province.dong_helper.pk])
    assert words in signed_in(province.shen).post(address, form).content.decode()


def test_leaving_and_returning(province: Province, signed_in: Login) -> None:
    client, pk = signed_in(province.shen), province.dong_helper.pk
    client.post(reverse("helper_leave", args=[pk]), {"reason": "退休"})
    assert not Helper.objects.get(pk=pk).is_active
    assert "重新列入名册" in text(client, "helper", pk)
    client.post(reverse("helper_return", args=[pk]))
    assert Helper.objects.get(pk=pk).is_active


def test_a_leader_leaving_is_refused_beside_the_button(
    province: Province, signed_in: Login
) -> None:
    address = reverse("helper_leave", args=[province.zhou_helper.pk])
    page = signed_in(province.wu).post(address, {"reason": "退休"}).content.decode()
    assert "请先换队长" in page


# ---- what helpers enter themselves ----


def test_artisans_set_their_weekdays_and_make_their_name_public(
    province: Province, signed_in: Login
) -> None:
    form = {"weekly_capacity": 1, "radius_km": 30, "weekdays": ["6"], "show_name": "on"}
    address = reverse("helper_settings", args=[province.dong_helper.pk])
    signed_in(province.dong).post(address, {**form, "phone": "13900000001"})
    helper = Helper.objects.get(pk=province.dong_helper.pk)
    assert (helper.weekly_capacity, helper.radius_km, helper.weekdays) == (1, 30, [6])
    assert not helper.online_ok
    assert helper.artisan.name_consent_at is not None
    assert helper.artisan.photo_consent_at is None


def test_nor_does_the_form_of_the_artisans_themselves(province: Province, signed_in: Login) -> None:
    phone_of(province.dong_helper, "13900000001")
    client, address = signed_in(province.dong), ["helper_settings", province.dong_helper.pk]
    page = text(client, *address)
    assert "13900000001" not in page
    assert "现在是139****0001；空着就不改。" in page
    form = {"weekly_capacity": 1, "radius_km": 30, "weekdays": ["6"], "phone": ""}
    assert client.post(reverse(address[0], args=address[1:]), form).status_code == 302
    assert Helper.objects.get(pk=province.dong_helper.pk).artisan.phone == "13900000001"


@pytest.mark.parametrize("shot", [jpeg(), HEIC], ids=["JPEG", "HEIC"])
def test_a_photograph_is_public_only_with_consent(
    province: Province, signed_in: Login, shot: bytes
) -> None:
    pk, client = province.dong_helper.pk, signed_in(province.dong)
    form = {"weekly_capacity": 3, "radius_km": 60, "online_ok": "on"}
    settings, photo = (reverse(name, args=[pk]) for name in ("helper_settings", "helper_photo"))
    client.post(settings, {**form, "photo": portrait(shot)})
    kept = client.get(photo).content
    assert not Image.open(io.BytesIO(kept)).getexif()

    client.logout()
    assert client.get(photo).status_code == 404
    assert "没有照片" in text(client, "helper", pk)

    signed_in(province.dong).post(settings, {**form, "show_photo": "on"})
    client.logout()
    shown = client.get(photo)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown.content == kept
    assert photo in text(client, "helper", pk)


def test_what_is_no_photograph_is_refused_on_the_form(province: Province, signed_in: Login) -> None:
    form = {"weekly_capacity": 3, "radius_km": 60, "photo": SimpleUploadedFile("a.jpg", b"%PDF")}
    address = reverse("helper_settings", args=[province.dong_helper.pk])
    assert "这张照片打不开" in signed_in(province.dong).post(address, form).content.decode()


def test_pausing_and_resuming(province: Province, signed_in: Login) -> None:
    client, pk = signed_in(province.dong), province.dong_helper.pk
    until = timezone.localdate() + timedelta(days=10)
    client.post(reverse("helper_pause", args=[pk]), {"until": until.isoformat()})
    assert Helper.objects.get(pk=pk).is_paused
    assert "恢复接单" in text(client, "helper", pk)
    client.post(reverse("helper_resume", args=[pk]))
    assert not Helper.objects.get(pk=pk).is_paused


def test_a_pause_in_the_past_is_refused_on_the_form(province: Province, signed_in: Login) -> None:
    address = reverse("helper_pause", args=[province.dong_helper.pk])
    page = signed_in(province.dong).post(address, {"until": "2020-01-01"}).content.decode()
    assert "请选今天或以后的日子" in page


def test_the_union_notes_a_written_consent(province: Province, signed_in: Login) -> None:
    helper = artisan("丁建国", "焊工", province.huzhou, "330502")
    client, address = signed_in(province.shen), reverse("helper_consent", args=[helper.pk])
    assert "请写明本人的书面同意" in client.post(address, {"name": "on"}).content.decode()
    client.post(address, {"name": "on", "note": "同意书存湖州市总工会"})
    assert str(Helper.objects.get(pk=helper.pk)) == "丁建国"


# ---- members and flags ----


def test_an_artisan_is_found_and_added_to_a_team(province: Province, signed_in: Login) -> None:
    client, address = signed_in(province.zhou), reverse("team_seats", args=[province.team.pk])
    found = client.get(address, {"q": "焊工"}).context["finds"]
    assert [str(person) for person in found] == ["董师傅"]
    seat = {"artisan": province.dong_helper.pk, "group": "焊接组", "role": TeamRole.GROUP_LEADER}
    client.post(address, seat)
    assert client.get(address, {"q": "焊工"}).context["finds"][:] == []
    member = province.team.team.memberships.get(artisan=province.dong_helper.artisan)
    assert (member.group.name, member.role) == ("焊接组", TeamRole.GROUP_LEADER)


def test_an_invalid_member_is_refused_on_the_page(province: Province, signed_in: Login) -> None:
    seat = {"artisan": province.dong_helper.pk, "group": "", "role": TeamRole.GROUP_LEADER}
    address = reverse("team_seats", args=[province.team.pk])
    assert "请写明是哪个小组" in signed_in(province.zhou).post(address, seat).content.decode()


def test_a_member_is_removed(province: Province, signed_in: Login) -> None:
    actions.set_team_member(team=province.team, artisan=province.dong_helper, actor=province.wu)
    address = reverse("team_unseat", args=[province.team.pk, province.dong_helper.pk])
    signed_in(province.wu).post(address)
    assert province.team.team.memberships.count() == 1


def test_a_cadre_awards_in_the_name_of_their_own_union_only(
    province: Province, signed_in: Login
) -> None:
    client, address = signed_in(province.wu), reverse("team_flag", args=[province.team.pk])
    givers = client.get(address).context["form"].fields["by"].queryset
    assert list(givers) == [province.wucheng]
    client.post(address, {"on": "2026-05-01", "by": province.province.pk})
    assert Helper.objects.get(pk=province.team.pk).team.flag_awarded_on is None
    client.post(address, {"on": "2026-05-01", "by": province.wucheng.pk})
    assert Helper.objects.get(pk=province.team.pk).team.flag_awarded_by == province.wucheng
