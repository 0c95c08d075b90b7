"""An import is taken back while nothing rests on it, whatever it imported."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.enums import ImportState
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.importers import importer_of
from hongmajia.core.models import Event, ImportJob
from hongmajia.core.taking_back import take_back_import
from hongmajia.needs.actions import return_need
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise
from tests.actors import Province, make_need
from tests.core.workbooks import uploaded, workbook

MOGAN = "德清县莫干精工机械有限公司"
PINHOLES = "压铸件气孔多，抛光以后露出针眼"
FIRMS = [
    ["企业名称", "统一社会信用代码", "行业", "地区", "所属工会", "联系人姓名", "联系人手机号"],
    ["德清县甲机械厂", "91330521MABCDE123C", "通用设备制造业", "德清县", "德清县总工会", "沈芳",
     "13911112222"],
    ["德清县乙机械厂", "91330521MA2B012349", "通用设备制造业", "德清县", "德清县总工会", "", ""],
]  # fmt: skip
ARTISANS = [["姓名", "所属工会", "工种、专业"], ["丁卫东", "德清县总工会", "焊工"]]
TEAMS = [["队名", "所属工会", "工种、专业"], ["德清焊接服务队", "德清县总工会", "焊工"]]
HISTORY = [["内容", "年度", "服务人次"], ["讲课", "2024", "30"]]
Bring = Callable[..., ImportJob]


@pytest.fixture
def bring(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Bring:
    """Imports rows as Xu of Deqing."""
    client.force_login(province.xu)

    def go(kind: str, rows: Any) -> ImportJob:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_upload", args=[kind]), {"file": uploaded(workbook(*rows))})
        work()
        job = ImportJob.objects.latest("pk")
        assert job.state == ImportState.READY, job.report
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_confirm", args=[job.pk]))
        work()
        job.refresh_from_db()
        assert job.state == ImportState.DONE
        return job

    return go


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("enterprises", FIRMS), ("artisans", ARTISANS), ("teams", TEAMS), ("history", HISTORY)],
)
def test_what_nobody_uses_goes_again(
    bring: Bring, client: Client, province: Province, kind: str, rows: Any
) -> None:
    job = bring(kind, rows)
    model: Any = importer_model(kind)
    assert model.objects.filter(pk__in=job.keys).count() == len(rows) - 1
    page = client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert "撤回这次导入" in page
    answer = client.post(reverse("import_take_back", args=[job.pk]), follow=True)
    assert "这次导入已经撤回" in answer.content.decode()
    assert not model.objects.filter(pk__in=job.keys).exists()
    assert Event.objects.get(verb="import.taken_back").data["total"] == len(rows) - 1
    assert bring(kind, rows).state == ImportState.DONE


def importer_model(kind: str) -> Any:
    """The model of what an import of this kind makes."""
    return importer_of(kind).kept_model


def test_needs_are_withdrawn_and_keep_their_numbers(bring: Bring, province: Province) -> None:
    job = bring("needs", [["企业", "问题"], [MOGAN, PINHOLES]])
    take_back_import(job=job, actor=province.xu)
    need = Need.objects.get(text=PINHOLES)
    assert need.state == "withdrawn"
    assert need.number


def test_a_need_that_somebody_has_gone_on_with_stays_with_all_others(
    bring: Bring, province: Province
) -> None:
    job = bring("needs", [["企业", "问题"], [MOGAN, PINHOLES], [MOGAN, "锅炉结垢严重怎么办"]])
    return_need(need=Need.objects.get(text=PINHOLES), actor=province.xu, reason="请写明型号")
    with pytest.raises(Refused, match="有1条已经用到了（有人接着办了）"):
        take_back_import(job=job, actor=province.xu)
    assert not Need.objects.filter(state="withdrawn").exists()


def test_a_firm_with_a_need_cannot_go_and_the_refusal_names_both(
    bring: Bring, province: Province
) -> None:
    job = bring("enterprises", FIRMS)
    firm = Enterprise.objects.get(name="德清县乙机械厂")
    make_need(province, enterprise=firm)
    with pytest.raises(Refused, match="有1条已经用到了（需求），不能整批撤回：德清县乙机械厂"):
        take_back_import(job=job, actor=province.xu)
    assert Enterprise.objects.filter(pk__in=job.keys).count() == 2


def test_an_artisan_who_sits_in_a_team_cannot_go(bring: Bring, province: Province) -> None:
    job = bring("artisans", ARTISANS)
    bring("teams", [[*TEAMS[0], "队长"], [*TEAMS[1], "丁卫东"]])
    with pytest.raises(Refused, match="服务队"):
        take_back_import(job=job, actor=province.xu)
    assert Helper.objects.filter(pk__in=job.keys).exists()


def test_it_is_too_late_after_a_month_and_the_second_time(bring: Bring, province: Province) -> None:
    job = bring("history", HISTORY)
    take_back_import(job=job, actor=province.xu)
    with pytest.raises(WrongState, match="撤不回来了"):
        take_back_import(job=job, actor=province.xu)
    old = bring("history", HISTORY)
    long_ago = timezone.now() - timedelta(days=31)
    ImportJob.objects.filter(pk=old.pk).update(finished_at=long_ago)
    with pytest.raises(WrongState, match="过了30天"):
        take_back_import(job=old, actor=province.xu)
