"""Units, agendas, guests and stops of events from a spreadsheet, by the actions of the pages."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.enums import ImportState
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.events.actions import add_agenda, add_units, arrange_stop
from hongmajia.events.queries import units_of
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook

Opening = Callable[..., Activity]
Bring = Callable[..., ImportJob]


def sheet(*rows: dict[str, Any]) -> bytes:
    return workbook(list(rows[0]), *(list(row.values()) for row in rows))


def faults(kind: str, actor: Any, *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    found = check(importer_of(kind), read_table(uploaded(sheet(*rows))), actor)
    return [(fault.row, fault.column, fault.message) for fault in found.faults]


def unit(activity: Activity, role: str, name: str) -> dict[str, Any]:
    day = timezone.localdate(activity.starts_at).isoformat()
    return {"活动": activity.title, "哪一天": day, "角色": role, "单位": name}


def point(activity: Activity, at: Any, kind: str, **more: str) -> dict[str, Any]:
    row = {"活动": activity.title, "哪一天": timezone.localdate(activity.starts_at).isoformat()}
    words = {"题目": "", "谁来讲": "", "说明": "", **more}
    return {**row, "几点": at, "做什么": kind, **words}


def guest(activity: Activity, name: str, post: str, consent: str = "") -> dict[str, Any]:
    day = timezone.localdate(activity.starts_at).isoformat()
    row = {"活动": activity.title, "哪一天": day, "姓名": name, "职务": post}
    return {**row, "本人同意公开姓名，存在哪里": consent}


def stop(activity: Activity, firm: str, at: Any = "", named: str = "") -> dict[str, Any]:
    day = timezone.localdate(activity.starts_at).isoformat()
    row = {"活动": activity.title, "哪一天": day, "企业": firm, "几点": at, "看什么": "罐体焊接"}
    return {**row, "企业同意公开名字": named}


@pytest.fixture
def bring(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Bring:
    """Upload as Xu of Deqing, and say yes to the preview."""

    def go(kind: str, *rows: dict[str, Any]) -> ImportJob:
        client.force_login(province.xu)
        with django_capture_on_commit_callbacks(execute=True):
            file = {"file": uploaded(sheet(*rows))}
            client.post(reverse("import_upload", args=[kind]), file)
        work()
        job = ImportJob.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_confirm", args=[job.pk]))
        work()
        job.refresh_from_db()
        return job

    return go


def test_the_units_of_two_events_come_in_one_file(
    bring: Bring, province: Province, opening: Opening
) -> None:
    """A union, an enterprise and an association that is registered nowhere."""
    spring, seminar = opening(), opening(days=5, title="焊接变形座谈")
    add_units(activity=spring, actor=province.xu, units=[("guides", province.province)])
    rows = [
        unit(spring, "承办", province.mogan.name), unit(spring, "协办", "市劳模协会"),
        unit(seminar, "指导", "湖州市总工会"),
    ]  # fmt: skip
    assert bring("event_units", *rows).state == ImportState.DONE
    assert units_of(spring) == [
        ("指导", ["浙江省总工会"]), ("主办", ["德清县总工会"]), ("承办", [province.mogan.name]),
        ("协办", ["市劳模协会"]),
    ]  # fmt: skip
    assert [part.union for part in seminar.parts.all()] == [province.huzhou]


def test_an_agenda_comes_with_its_speakers(
    bring: Bring, client: Client, province: Province, opening: Opening
) -> None:
    """Times as a spreadsheet gives them; a speaker joins the guests, not named in public."""
    activity = opening()
    rows = [
        point(activity, "9:00", "致辞", 谁来讲="江卫国"),
        point(activity, time(9, 30), "讲座", 题目="一把锉刀三十年", 说明="钳工"),
    ]
    assert bring("event_agenda", *rows).state == ImportState.DONE
    there = [(item.at, item.heading, str(item.speaker or "")) for item in activity.agenda.all()]
    assert there == [(time(9), "致辞", "江卫国"), (time(9, 30), "讲座：一把锉刀三十年", "")]
    client.logout()
    public = client.get(f"/activities/{activity.pk}/event/").content.decode()
    assert ("一把锉刀三十年" in public, "江卫国" in public) == (True, False)


def test_an_import_of_an_agenda_is_taken_back(
    bring: Bring, client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    job = bring("event_agenda", point(activity, "9:00", "致辞"))
    client.post(reverse("import_take_back", args=[job.pk]))
    assert not activity.agenda.exists()


def test_rows_that_mean_nothing_are_told_of(province: Province, opening: Opening) -> None:
    """Another day, the host itself, what stands there, a role and a kind that do not exist."""
    activity = opening()
    facts: Any = {"at": time(9), "kind": "speech", "title": "", "note": "", "speaker": ""}
    add_units(activity=activity, actor=province.xu, units=[("assists", "市劳模协会")])
    add_agenda(activity=activity, actor=province.xu, items=[facts])
    other = {**unit(activity, "协办", "甲"), "哪一天": "2026-01-05"}
    found = faults(
        "event_units", province.xu, other, unit(activity, "主办", province.deqing.name),
        unit(activity, "协办", "市劳模协会"), unit(activity, "赞助", "甲"),
    )  # fmt: skip
    assert [(row, column) for row, column, _said in found] == [
        (2, "活动"), (3, "单位"), (4, "单位"), (5, "角色"),
    ]  # fmt: skip
    assert [said for _row, _column, said in found[1:3]] == [
        "这是主办这场活动的工会，不用写。", "已经写在里面了，请删掉这一行。",
    ]  # fmt: skip
    again = faults("event_agenda", province.xu, point(activity, "9:00", "致辞"))
    assert again == [(2, "几点", "议程里已经有这一项，请删掉这一行。")]


def test_nobody_imports_for_events_of_others(province: Province, opening: Opening) -> None:
    activity = opening()
    found = faults("event_units", province.wu, unit(activity, "协办", "甲"))
    assert [(row, column) for row, column, _said in found] == [(2, "活动")]


def test_guests_come_in_and_are_named_with_consent_only(
    bring: Bring, client: Client, province: Province, opening: Opening
) -> None:
    """A speaker whom the agenda named gets a post; the public reads a name with consent."""
    activity = opening()
    said: Any = {"at": time(9), "kind": "lecture", "title": "", "note": "", "speaker": "傅建军"}
    add_agenda(activity=activity, actor=province.xu, items=[said])
    rows = [
        guest(activity, "傅建军", "全国劳模，钳工", "档案柜三"),
        guest(activity, "江卫国", "镇长"),
    ]
    assert bring("event_guests", *rows).state == ImportState.DONE
    there = [(one.name, one.post, one.items.count()) for one in activity.guests.all()]
    assert there == [("傅建军", "全国劳模，钳工", 1), ("江卫国", "镇长", 0)]
    client.logout()
    public = client.get(f"/activities/{activity.pk}/event/").content.decode()
    assert ("全国劳模，钳工 傅建军" in public, "江卫国" in public) == (True, False)
    again = faults("event_guests", province.xu, guest(activity, "江卫国", "镇长"))
    assert again == [(2, "姓名", "嘉宾名单里已经有了，请删掉这一行，到活动页上改。")]


def test_stops_come_in_in_their_order_and_can_be_arranged(
    bring: Bring, client: Client, province: Province, opening: Opening
) -> None:
    """Two firms, one by its code; each is a visit of its own once it is arranged."""
    activity = opening()
    firm = Enterprise.objects.create(
        name="德清锻造有限公司", credit_code=credit_code(7), section="C", union=province.deqing,
        region=province.mogan.region,
    )  # fmt: skip
    rows = [
        stop(activity, firm.credit_code, time(14, 30)),
        stop(activity, province.mogan.name, "16:00", "是"),
    ]
    assert bring("event_stops", *rows).state == ImportState.DONE
    there = [(one.enterprise, one.at, one.is_named) for one in activity.stops.all()]
    assert there == [(firm, time(14, 30), False), (province.mogan, time(16), True)]
    visit = arrange_stop(stop=activity.stops.all()[0], actor=province.xu)
    assert timezone.localtime(visit.starts_at).time() == time(14, 30)
    found = faults(
        "event_stops", province.xu, stop(activity, firm.name), stop(activity, "没有这家"),
        stop(activity, province.mogan.name, "下午"),
    )  # fmt: skip
    assert [(row, column) for row, column, _said in found] == [
        (2, "企业"), (3, "企业"), (4, "几点"),
    ]  # fmt: skip
    assert found[0][2] == "会后已经要去这一家，请删掉这一行。"


def test_an_import_of_stops_is_taken_back_until_one_is_arranged(
    bring: Bring, client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    job = bring("event_stops", stop(activity, province.mogan.name))
    client.post(reverse("import_take_back", args=[job.pk]))
    assert not activity.stops.exists()
