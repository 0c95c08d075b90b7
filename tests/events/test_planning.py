"""Planning an event: who holds it, guests, agenda, stops, pairs, invitations."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.events.actions import (
    arrange_stop,
    invite_firms,
    invite_workers,
    name_guests,
    name_units,
    plan_ceremony,
    set_agenda,
    set_stops,
)
from hongmajia.events.inviting import Invitees
from hongmajia.events.models import Stop
from hongmajia.events.queries import units_of
from hongmajia.notices.models import Notice
from hongmajia.people.models import Apprenticeship
from hongmajia.services.models import Activity
from hongmajia.unions.models import User
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.events.conftest import deqing_master

Opening = Callable[..., Activity]


def test_units_stand_in_their_roles(client: Client, province: Province, opening: Opening) -> None:
    """As in 湖州: guided by the province, held by the city, carried out by the county."""
    activity = opening()
    units = {
        "guides": [province.province], "holds": [province.deqing], "carries": ["第二中专工会"],
        "assists": [province.mogan, "市劳模协会"],
    }  # fmt: skip
    name_units(activity=activity, actor=province.xu, units=units)
    assert units_of(activity) == [
        ("指导", ["浙江省总工会"]), ("主办", ["德清县总工会"]), ("承办", ["第二中专工会"]),
        ("协办", [province.mogan.name, "市劳模协会"]),
    ]  # fmt: skip
    page = client.get(f"/activities/{activity.pk}/units/").content.decode()
    assert "浙江省总工会" in page
    assert [part.union for part in activity.parts.filter(role="guides")] == [province.province]


def test_the_form_finds_unions_and_firms_by_their_names(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    client.force_login(province.xu)
    said = {
        "theme": "服务月启动仪式", "venue_kind": "workshop", "host": province.mogan.name,
        "guides": "浙江省总工会", "holds": "", "carries": f"{province.mogan.name}\n第二中专工会",
        "assists": "",
    }  # fmt: skip
    address = f"/activities/{activity.pk}/units/edit/"
    assert client.post(address, said).status_code == 302
    activity.refresh_from_db()
    assert (activity.theme, activity.venue_kind, activity.host) == (
        "服务月启动仪式", "workshop", province.mogan,
    )  # fmt: skip
    kinds = [(p.role, p.union, p.enterprise, p.name) for p in activity.parts.all()]
    assert kinds == [
        ("guides", province.province, None, "浙江省总工会"),
        ("carries", None, province.mogan, province.mogan.name),
        ("carries", None, None, "第二中专工会"),
    ]
    wrong = client.post(address, {**said, "host": "没有这家企业"})
    assert (wrong.status_code, "没有登记过" in wrong.content.decode()) == (422, True)


def test_a_guest_is_named_in_public_only_with_consent(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    guests: list[Any] = [
        {"name": "江一山", "post": "市总工会主任", "consent_note": "工会档案2026-5"},
        {"name": "郑二水", "post": "学校校长", "consent_note": ""},
    ]
    name_guests(activity=activity, actor=province.xu, guests=guests)
    item = {"kind": "speech", "title": "致辞", "note": ""}
    items: list[Any] = [
        {**item, "at": time(9), "speaker": "江一山"},
        {**item, "at": time(9, 10), "speaker": "郑二水"},
    ]  # fmt: skip
    set_agenda(activity=activity, actor=province.xu, items=items)
    addresses = [f"/activities/{activity.pk}/{part}/" for part in ("event", "units")]
    public = "".join(client.get(address).content.decode() for address in addresses)
    assert ("江一山" in public, "郑二水" in public, "学校校长" in public) == (True, False, True)
    client.force_login(province.xu)
    assert "郑二水" in client.get(addresses[0]).content.decode()


def rows(**cells: Any) -> dict[str, Any]:
    n = len({name.partition("-")[0] for name in cells})
    counts = {"form-TOTAL_FORMS": str(n), "form-INITIAL_FORMS": "0"}
    return counts | {f"form-{name}": value for name, value in cells.items()}


def test_the_agenda_is_set_on_one_sheet(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    client.force_login(province.xu)
    address = f"/activities/{activity.pk}/agenda/"
    talk = {"0-at": "10:10", "0-kind": "lecture", "0-title": "一把锉刀三十年"}
    later = {"1-at": "9:10", "1-kind": "flags", "1-title": ""}
    assert client.post(address, rows(**talk, **later)).status_code == 302
    assert [item.heading for item in activity.agenda.all()] == ["授旗", "讲座：一把锉刀三十年"]
    lost = client.post(address, rows(**{"0-at": "", "0-kind": "talk", "0-title": "我心向党"}))
    assert (lost.status_code, "请写几点" in lost.content.decode()) == (422, True)


def test_three_stops_are_three_visits_with_a_record_each(
    province: Province, opening: Opening
) -> None:
    activity = opening()
    stops: list[Any] = [{"enterprise": province.mogan, "at": time(11, 30), "note": "看设备对齿",
                         "is_named": False}]  # fmt: skip
    set_stops(activity=activity, actor=province.xu, stops=stops)
    visit = arrange_stop(stop=activity.stops.get(), actor=province.xu, word=AT_ANY_TIME)
    assert [*visit.enterprises.all()] == [province.mogan]
    assert (visit.union, visit.host, visit.venue_kind) == (province.deqing, province.mogan, "firm")
    with pytest.raises(Refused, match="已经定成走访"):
        arrange_stop(stop=activity.stops.get(), actor=province.xu, word=AT_ANY_TIME)
    with pytest.raises(Refused, match="先在那次走访上取消"):
        set_stops(activity=activity, actor=province.xu, stops=[])


def test_a_firm_is_named_in_public_only_when_it_agreed(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    stop = Stop.objects.create(activity=activity, enterprise=province.mogan)
    address = f"/activities/{activity.pk}/units/"
    assert province.mogan.name not in client.get(address).content.decode()
    Stop.objects.filter(pk=stop.pk).update(is_named=True)
    assert province.mogan.name in client.get(address).content.decode()


def test_contacts_of_firms_are_invited_once(province: Province, opening: Opening) -> None:
    activity = opening()
    everybody, elsewhere = Invitees(), Invitees(region="330702")
    assert everybody.preview(activity) == {"firms": 1, "people": 1}
    assert Invitees(section="A").preview(activity) == {"firms": 0, "people": 0}
    assert Invitees(section="C", region="330500").preview(activity) == {"firms": 1, "people": 1}
    with pytest.raises(Refused, match="没有还没邀请"):
        invite_firms(activity=activity, actor=province.xu, invitees=elsewhere)
    before = Notice.objects.filter(recipient=province.contact).count()
    sent = invite_firms(activity=activity, actor=province.xu, invitees=everybody)
    assert sent == (1, 1)
    assert Notice.objects.filter(recipient=province.contact).count() == before + 1
    with pytest.raises(Refused, match="没有还没邀请"):
        invite_firms(activity=activity, actor=province.xu, invitees=everybody)


def test_workers_who_asked_and_apprentices_are_invited_once(
    province: Province, opening: Opening, pair: Callable[..., Apprenticeship]
) -> None:
    activity, worker = opening(), province.stranger
    make_need(province, asker=worker)
    make_need(province, asker=province.contact)  # told as the contact of the enterprise
    apprentice = User.objects.create(username="yu", name="余小芳", phone="13700000071")
    Apprenticeship.objects.filter(pk=pair().pk).update(apprentice_user=apprentice)
    assert set(Invitees().workers(activity)) == {worker, apprentice}
    assert set(Invitees(section="C").workers(activity)) == {worker}
    assert not Invitees(section="A").workers(activity).exists()
    assert set(Invitees(region="330521").workers(activity)) == {worker, apprentice}
    assert not Invitees(region="330702").workers(activity).exists()
    sent = invite_workers(activity=activity, actor=province.xu, invitees=Invitees(section="C"))
    assert sent == 1
    told = Notice.objects.filter(recipient=worker).latest("pk")
    assert told.url == f"/activities/{activity.pk}/"
    assert activity.title in told.text
    assert invite_workers(activity=activity, actor=province.xu, invitees=Invitees()) == 1
    with pytest.raises(Refused, match="没有还没邀请的职工"):
        invite_workers(activity=activity, actor=province.xu, invitees=Invitees())


def test_whoever_invites_is_not_counted_among_the_told(
    province: Province, opening: Opening
) -> None:
    make_need(province, asker=province.xu)
    with pytest.raises(Refused, match="没有还没邀请的职工"):
        invite_workers(activity=opening(), actor=province.xu, invitees=Invitees())


def test_the_page_invites_workers_by_a_button_of_its_own(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    make_need(province, asker=province.stranger)
    client.force_login(province.xu)
    address = f"/activities/{activity.pk}/invite/"
    assert "发给1位职工和徒弟" in client.get(address).content.decode()
    client.post(address, {"who": "workers"})
    assert Notice.objects.filter(recipient=province.stranger, url=f"/activities/{activity.pk}/")
    assert activity.invited.count() == 0
    assert "发给1位职工" not in client.get(address).content.decode()


def test_nobody_is_invited_to_what_has_begun(province: Province, opening: Opening) -> None:
    with pytest.raises(Refused, match="已经开始"):
        invite_firms(activity=opening(days=-1), actor=province.xu, invitees=Invitees())


def test_pairs_are_registered_on_one_sheet_and_planned(
    client: Client, province: Province, opening: Opening
) -> None:
    activity, master = opening(), deqing_master(province)
    client.force_login(province.xu)
    today = timezone.localdate()
    term = {"starts_on": today, "ends_on": today + timedelta(days=365), "goals": "独立完成一件。"}
    cells = {
        f"{n}-{name}": value
        for n, apprentice in enumerate(("余小芳", "方小明"))
        for name, value in {
            "master": master.name, "apprentice_name": apprentice, "workplace": "第二中专",
            "skill": "钳工",
        }.items()
    }  # fmt: skip
    address = f"/activities/{activity.pk}/ceremony/pairs/"
    half = client.post(address, rows(**{**cells, "1-skill": ""}) | term)
    assert (half.status_code, Apprenticeship.objects.count()) == (422, 0)
    assert client.post(address, rows(**cells) | term).status_code == 302
    names = [seal.apprenticeship.apprentice_name for seal in activity.seals.all()]
    assert names == ["余小芳", "方小明"]
    twice = client.post(address, rows(**cells) | term)
    assert (twice.status_code, "已经结对" in twice.content.decode()) == (422, True)


def test_the_public_knows_an_apprentice_by_the_surname(
    client: Client, province: Province, opening: Opening, pair: Any
) -> None:
    activity = opening()
    plan_ceremony(activity=activity, actor=province.xu, pairs=[pair("余小芳")])
    address = f"/activities/{activity.pk}/event/"
    public = client.get(address).content.decode()
    assert ("傅师傅 — 小余" in public, "余小芳" in public) == (True, False)
    client.force_login(province.xu)
    assert "余小芳" in client.get(address).content.decode()


def test_flags_are_planned_by_the_names_of_teams(
    client: Client, province: Province, opening: Opening, team: Any
) -> None:
    activity, helper = opening(), team("德清焊接服务队")
    client.force_login(province.xu)
    address = f"/activities/{activity.pk}/ceremony/plan/"
    wrong = client.post(address, {"flags": "没有这支队"})
    assert (wrong.status_code, "没有叫“没有这支队”的队" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"flags": helper.name}).status_code == 302
    flag = activity.flags.get()
    client.post(address, {"flags": helper.name, "made": [flag.pk]})
    flag.refresh_from_db()
    assert (flag.team, flag.is_made) == (helper, True)
