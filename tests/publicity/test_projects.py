"""Exemplary projects: where they take place, what belongs to them, progress, notes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.notices.models import Notice
from hongmajia.publicity import actions
from hongmajia.publicity.models import NewsItem, Project, ProjectStep
from hongmajia.publicity.queries import CHOICES
from hongmajia.services.models import Activity
from tests.actors import Province, make_need

from .conftest import a_photo


@pytest.fixture
def project(province: Province) -> Project:
    """A project of the province, in Huzhou and in the group."""
    return actions.register_project(
        union=province.province, actor=province.fang, name="焊接攻关", level=1, text="会诊",
        hosts=[province.huzhou, province.group],
    )  # fmt: skip


def test_it_takes_place_in_several_unions_below(
    client: Client, province: Province, project: Project
) -> None:
    page = client.get(f"/projects/{project.pk}/").text
    assert "湖州市总工会" in page
    assert "浙能集团工会" in page
    assert list(Project.objects.at(province.huzhou)) == [project]
    assert list(Project.objects.at(province.jinhua)) == []
    assert project.name in client.get("/projects/", {"union": province.huzhou.pk}).text


def test_only_unions_below_can_be_written_as_its_places(province: Province) -> None:
    with pytest.raises(Refused, match="湖州市总工会"):
        actions.register_project(
            union=province.wucheng, actor=province.wu, name="站", text="坐诊",
            hosts=[province.huzhou],
        )  # fmt: skip


def test_the_form_keeps_its_places(client: Client, province: Province, project: Project) -> None:
    client.force_login(province.fang)
    form = client.get(f"/projects/{project.pk}/edit/").context["form"]
    assert set(form["hosts"].value().splitlines()) == {"湖州市总工会", "浙能集团工会"}
    sent = {"name": "焊接攻关", "level": 1, "status": "active", "text": "会诊"}
    client.post(f"/projects/{project.pk}/edit/", {**sent, "hosts": "湖州市总工会"})
    assert list(project.hosts.all()) == [province.huzhou]


def test_needs_and_activities_belong_and_figures_are_counted_from_them(
    client: Client, province: Province, project: Project
) -> None:
    need = make_need(province, "solved", title="罐体变形")
    begins = timezone.now() - timedelta(days=2)
    held = Activity.objects.create(
        season=province.season, union=province.deqing, title="焊接会诊", state="held",
        starts_at=begins, ends_at=begins + timedelta(hours=2), region=province.mogan.region,
    )  # fmt: skip
    held.attendances.create(helper=province.dong_helper)
    client.force_login(province.fang)
    sent = {"needs": [need.pk], "activities": [held.pk]}
    assert client.post(f"/projects/{project.pk}/records/", sent).status_code == 302
    page = client.get(f"/projects/{project.pk}/").text
    assert f"/activities/{held.pk}/" in page
    assert f"/needs/{need.pk}/" in page
    client.logout()
    shown = client.get(f"/projects/{project.pk}/figures/")
    counted = {one.measure.name: one.value for one in shown.context["figures"]}
    assert counted["needs_collected"] == counted["needs_solved"] == 1
    assert counted["sessions"] == counted["visits"] == counted["masters"] == 1
    client.force_login(province.shen)
    opened = client.get(f"/projects/{project.pk}/figures/needs_solved/").text
    assert "罐体变形" in opened


def test_what_began_before_the_project_is_not_counted(
    client: Client, province: Province, project: Project
) -> None:
    begins = timezone.now() - timedelta(days=20)
    held = Activity.objects.create(
        season=province.season, union=province.deqing, title="早先的会诊", state="held",
        starts_at=begins, ends_at=begins + timedelta(hours=2), region=province.mogan.region,
    )  # fmt: skip
    project.activities.add(held)
    Project.objects.update(started_on=timezone.localdate() - timedelta(days=5))
    assert client.get(f"/projects/{project.pk}/figures/").context["figures"] == []


def test_records_of_a_stranger_do_not_belong(province: Province) -> None:
    own = Project.objects.create(union=province.wucheng, name="站", text="坐诊")
    with pytest.raises(Refused, match="不是这个项目的工会"):
        actions.choose_records(
            project=own, actor=province.wu, needs=[make_need(province)], activities=[]
        )


def test_progress_is_entered_where_it_takes_place(
    client: Client, province: Province, project: Project
) -> None:
    client.force_login(province.shen)
    photo = SimpleUploadedFile("p.jpg", a_photo().read())
    sent = {"dated": timezone.localdate().isoformat(), "text": "第一次会诊", "caption": "现场"}
    face = {**sent, "image": photo, "shows_faces": "on"}
    refused = client.post(f"/projects/{project.pk}/progress/", face)
    assert "同意存在哪里" in refused.text
    assert not ProjectStep.objects.exists()
    photo.seek(0)
    client.post(f"/projects/{project.pk}/progress/", {**face, "consent_note": "档案2026-5"})
    step = ProjectStep.objects.get()
    client.logout()
    page = client.get(f"/projects/{project.pk}/").text
    assert "第一次会诊" in page
    assert "档案2026-5" not in page
    assert client.get(f"/projects/progress/{step.pk}/photo/").status_code == 200
    client.force_login(province.shen)
    client.post(f"/projects/progress/{step.pk}/drop/")
    assert not ProjectStep.objects.exists()


def test_progress_tells_of_no_day_to_come(province: Province, project: Project) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="日期还没到"):
        actions.add_step(project=project, actor=province.shen, dated=tomorrow, text="会诊")


def test_notes_are_read_by_its_unions_and_those_above_only(
    client: Client, province: Province, project: Project
) -> None:
    actions.note_project(project=project, actor=province.fang, text="多请几家企业")
    (told,) = Notice.objects.filter(recipient=province.shen)
    assert told.text.endswith("：多请几家企业")
    page = f"/projects/{project.pk}/"
    client.force_login(province.shen)
    assert "多请几家企业" in client.get(page).text
    client.post(f"{page}note/", {"text": "已请了五家"})
    client.force_login(province.fang)
    assert "已请了五家" in client.get(page).text
    client.force_login(province.wu)
    assert "多请几家企业" not in client.get(page).text
    client.logout()
    assert "多请几家企业" not in client.get(page).text


def test_the_front_page_shows_five_of_the_province(client: Client, province: Province) -> None:
    for number in range(7):
        Project.objects.create(union=province.province, name=f"示范{number}", level=1, text="会诊")
    Project.objects.create(union=province.huzhou, name="市里的站", level=2, text="坐诊")
    NewsItem.objects.create(
        union=province.huzhou, state="published", title="进车间", summary="一句", text="话"
    )
    text = client.get("/").text
    assert [n for n in range(7) if f"示范{n}" in text] == [2, 3, 4, 5, 6]
    assert "市里的站" not in text
    assert "进车间" in text


@pytest.mark.parametrize("count", [1, 50])
def test_a_project_takes_the_same_queries(
    client: Client, province: Province, project: Project, count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        ProjectStep.objects.create(project=project, text=f"第{number}次", shows_faces=False)
        project.needs.add(make_need(province, title=f"需求{number}"))
    with django_assert_max_num_queries(10):
        assert client.get(f"/projects/{project.pk}/").status_code == 200


def test_a_need_that_is_not_among_the_newest_is_found_by_its_title(
    client: Client, province: Province, project: Project
) -> None:
    """What was ticked before the search stays ticked, and is saved with what was found."""
    ago = timezone.now() - timedelta(days=9)
    old = make_need(province, title="罐体翘曲", submitted_at=ago)
    newest = [make_need(province, title=f"近来的第{n}件") for n in range(CHOICES)]
    client.force_login(province.fang)
    address = f"/projects/{project.pk}/records/"
    assert "罐体翘曲" not in client.get(address).text
    ticked = {"needs": [newest[0].pk]}
    found = client.post(address, {**ticked, "q": "罐体", "find": "1"})
    assert found.status_code == 200
    assert {need.pk for need in found.context["form"].fields["needs"].queryset} == {
        old.pk, newest[0].pk,
    }  # fmt: skip
    assert not project.needs.exists(), "searching saves nothing"
    both = {"needs": [newest[0].pk, old.pk], "q": "罐体"}
    assert client.post(address, both).status_code == 302
    assert {need.pk for need in project.needs.all()} == {old.pk, newest[0].pk}
