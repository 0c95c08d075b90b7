"""Rows that may mean somebody who is there already: the preview asks, and a person decides."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongmajia.core.enums import ImportState
from hongmajia.core.errors import Refused
from hongmajia.core.importers import importer_of
from hongmajia.core.importing import confirm_import, start_import
from hongmajia.core.models import ImportJob
from hongmajia.unions.actions import add_contact, appoint
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Enterprise, Membership, User
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook

ENTERPRISES = ["企业名称", "统一社会信用代码", "行业", "地区", "所属工会"]
PEOPLE = ["姓名", "手机号", "身份", "工会", "企业"]
ARTISANS = ["姓名", "手机号", "所属工会", "工种、专业", "单位"]
Bring = Callable[..., ImportJob]


def firm(n: int, name: str) -> list[str]:
    return [name, credit_code(n), "专用设备制造业", "德清县", "德清县总工会"]


@pytest.fixture
def bring(
    province: Province, work: Callable[[], None], django_capture_on_commit_callbacks: Any
) -> Bring:
    """Upload rows as the cadre of Deqing and have them checked."""

    def start(kind: str, headings: list[str], *rows: list[Any], by: User | None = None) -> Any:
        file = uploaded(workbook(headings, *rows))
        with django_capture_on_commit_callbacks(execute=True):
            job = start_import(importer=importer_of(kind), file=file, actor=by or province.xu)
        work()
        job.refresh_from_db()
        return job

    return start


@pytest.fixture
def confirmed(work: Callable[[], None], django_capture_on_commit_callbacks: Any) -> Any:
    """Confirm an import on its page without the rows of these numbers."""

    def confirm(client: Client, job: ImportJob, *leave_out: int) -> ImportJob:
        with django_capture_on_commit_callbacks(execute=True):
            page = reverse("import_confirm", args=[job.pk])
            client.post(page, {"leave_out": leave_out})
        work()
        job.refresh_from_db()
        return job

    return confirm


def questions(job: ImportJob) -> list[tuple[int, str]]:
    """Row and question of each doubt of an import without faults."""
    assert job.state == ImportState.READY, job.report
    return [(doubt["row"], doubt["question"]) for doubt in job.report["doubts"]]


@pytest.fixture
def mogan(province: Province) -> Enterprise:
    """An enterprise of Deqing whose name others resemble."""
    province.mogan.name = "德清县莫干精工机械有限公司"
    province.mogan.save()
    return province.mogan


# --- enterprises ----------------------------------------------------------------------------


def test_a_name_nearly_the_same_is_asked_about(bring: Bring, mogan: Enterprise) -> None:
    job = bring(
        "enterprises",
        ENTERPRISES,
        firm(2, "莫干精工机械股份有限公司"),
        firm(3, "德清莫干精工机戒有限公司"),
        firm(4, "德清县另一家轴承有限公司"),
    )
    asked = "像已有的“德清县莫干精工机械有限公司”，是同一家吗？"
    assert questions(job) == [(2, asked), (3, asked)]
    assert job.report["doubts"][0]["address"] == reverse("enterprise", args=[mogan.pk])
    assert job.report["doubtful"] == 2


def test_the_same_name_elsewhere_and_firms_of_others_are_not(
    province: Province, bring: Bring, mogan: Enterprise
) -> None:
    elsewhere = firm(2, "莫干精工机械有限公司")
    elsewhere[3:] = ["婺城区", "婺城区总工会"]
    job = bring("enterprises", ENTERPRISES, elsewhere, by=province.wu)
    assert questions(job) == []
    province.mogan.union = province.jinhua  # not one of hers: she is not told of it
    province.mogan.save()
    assert questions(bring("enterprises", ENTERPRISES, firm(3, "莫干精工机械有限公司"))) == []


def test_a_person_decides_row_by_row(
    province: Province, bring: Bring, confirmed: Any, mogan: Enterprise, client: Client
) -> None:
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    rows = [
        firm(2, "莫干精工机械股份有限公司"),
        firm(3, "莫干精工机戒有限公司"),
        firm(4, "德清县另一家轴承有限公司"),
    ]
    job = bring("enterprises", ENTERPRISES, *rows)
    page = reverse("import_job", args=[job.pk])
    shown = client.get(page).text
    assert "3行都没有填错，其中2行请您看一看" in shown
    assert f'href="{reverse("enterprise", args=[mogan.pk])}"' in shown
    before = Enterprise.objects.count()
    job = confirmed(client, job, 2, 4, 99)  # the third is no doubt, and there is no row 99
    assert (job.state, job.total) == (ImportState.DONE, 2)
    assert Enterprise.objects.count() == before + 2
    assert not Enterprise.objects.filter(credit_code=credit_code(2)).exists()
    assert "您不要的1行没有导入" in client.get(page).text


def test_something_must_be_left(bring: Bring, mogan: Enterprise) -> None:
    job = bring("enterprises", ENTERPRISES, firm(2, "莫干精工机械股份有限公司"))
    with pytest.raises(Refused, match="一行也不剩"):
        confirm_import(job=job, leave_out=[2])


# --- people ---------------------------------------------------------------------------------


def test_a_contact_of_the_same_name_with_another_number(
    province: Province, bring: Bring, mogan: Enterprise
) -> None:
    add_contact(actor=province.lu, enterprise=mogan, name="潘大明", phone="13700000031")
    row = ["潘大明", "13700000032", "联系人", "", mogan.name]
    job = bring("people", PEOPLE, row, ["李小明", "13700000033", "联系人", "", mogan.name])
    assert questions(job) == [(2, "那里已有同名的“潘大明”，手机号不一样，是同一个人吗？")]


def test_a_liaison_of_the_same_name_with_another_number(province: Province, bring: Bring) -> None:
    appoint(
        actor=province.shen, union=province.deqing, role=Role.LIAISON, name="潘大明",
        phone="13700000031",
    )  # fmt: skip
    new = ["潘大明", "13700000032", "评审", "德清县总工会", ""]
    same = ["潘大明", "13700000031", "评审", "德清县总工会", ""]
    assert [row for row, _question in questions(bring("people", PEOPLE, new))] == [2]
    assert questions(bring("people", PEOPLE, same)) == [], "the same number is the same person"
    assert Membership.objects.filter(user__name="潘大明").count() == 1, "nothing is written yet"


def test_an_artisan_of_the_same_name_and_firm(province: Province, bring: Bring) -> None:
    province.dong_helper.workplace = "莫干精工"
    province.dong_helper.save()
    name, union = province.dong_helper.name, "湖州市总工会"
    other = [name, "13700000041", union, "钳工", "另一家厂"]
    alike = [name, "13700000042", union, "钳工", "莫干精工"]
    province.dong_helper.artisan.phone = "13700000040"
    province.dong_helper.artisan.save()
    job = bring("artisans", ARTISANS, other, alike, by=province.shen)
    asked = f"湖州市总工会的名册上有同单位的“{name}”（焊工），是同一个人吗？"
    assert questions(job) == [(3, asked)]
