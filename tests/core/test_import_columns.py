"""Columns of a file that are called otherwise: named once by a person, and kept for the union."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hongmajia.core.acts import sentence
from hongmajia.core.column_guesses import _masked
from hongmajia.core.enums import ImportState
from hongmajia.core.importers import importer_of
from hongmajia.core.models import Event, ImportJob
from hongmajia.needs.models import Need
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Enterprise, ImportMap, Membership, User
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook

BACKEND = "django.contrib.auth.backends.ModelBackend"
MOGAN = "德清县莫干精工机械有限公司"
PINHOLES = "压铸件气孔多，抛光以后露出针眼"
NEEDS = [["序号", "单位名称", "难题描述", "电话"], ["1", MOGAN, PINHOLES, "13911112222"]]
Act = Callable[..., str]


@pytest.fixture
def act(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Act:
    """Uploads a table as ``who``, or presses a button of their last one; returns the next page."""

    def press(button: str, who: str = "lu", kind: str = "needs", **sent: Any) -> str:
        user = getattr(province, who)
        client.force_login(user, backend=BACKEND)
        is_new = button == "import_upload"
        own = ImportJob.objects.filter(owner=user)
        url = reverse(button, args=[kind if is_new else own.latest("pk").pk])
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url, sent)
        if answer.status_code != 302:
            return answer.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return client.get(answer["Location"]).content.decode()

    return press


def columns() -> dict[str, tuple[str, str]]:
    """Heading → the field that is suggested for it, and how it was found."""
    job = ImportJob.objects.latest("pk")
    return {c["heading"]: (c["field"], c["how"]) for c in job.report["columns"]}


def test_columns_are_suggested_by_name_and_content(act: Act) -> None:
    lines = [
        ["序号", "单位名称", "难题描述", "怎么找您", "希望完成"],
        ["1", MOGAN, PINHOLES, "13911112222", "2026年6月30日"],
    ]
    page = act("import_upload", file=uploaded(workbook(*lines)))
    assert "有几列没有认出来" in page
    assert columns() == {
        "序号": ("", "none"),
        "单位名称": ("enterprise", "name"),
        "难题描述": ("text", "name"),
        "怎么找您": ("contact_phone", "cells"),
        "希望完成": ("wanted_by", "cells"),
    }
    assert not Need.objects.exists()


def test_what_was_named_once_is_used_the_next_time(act: Act, client: Client) -> None:
    act("import_upload", file=uploaded(workbook(*NEEDS)))
    job = ImportJob.objects.get()
    shown = client.get(reverse("import_columns", args=[job.pk])).content.decode()
    assert "139****2222" in shown
    assert "13911112222" not in shown
    page = act("import_columns", is_kept="1")
    assert "1行都没有问题" in page
    act("import_confirm")
    assert Need.objects.get().text == PINHOLES

    again = [NEEDS[0], ["1", MOGAN, "注塑件缩水变形，尺寸不稳", "13911112222"]]
    page = act("import_upload", file=uploaded(workbook(*again)))
    assert "1行都没有问题" in page
    assert "这类表的对法记住了" in page
    assert columns()["难题描述"] == ("text", "kept")


def test_a_union_below_uses_what_the_city_named_until_it_says_otherwise(act: Act) -> None:
    act("import_upload", who="shen", file=uploaded(workbook(*NEEDS)))
    act("import_columns", who="shen", is_kept="1")
    assert ImportMap.objects.get().union.name == "湖州市总工会"
    assert "1行都没有问题" in act("import_upload", who="xu", file=uploaded(workbook(*NEEDS)))
    assert "上级工会记住的还在用" in act("import_forget", who="xu")
    assert "下次不用这样的对法了。" in act("import_forget", who="shen")
    assert "有几列没有认出来" in act("import_upload", who="xu", file=uploaded(workbook(*NEEDS)))


def test_keeping_and_forgetting_are_events(act: Act, province: Province) -> None:
    act("import_upload", who="shen", file=uploaded(workbook(*NEEDS)))
    act("import_columns", who="shen", is_kept="1")
    kept = Event.objects.get(verb="columns.kept")
    assert kept.subject == ImportMap.objects.get().union
    assert sentence(kept) == f"{province.shen}让湖州市总工会记住“需求”表的对法"
    act("import_forget", who="shen")
    act("import_forget", who="shen")
    assert Event.objects.filter(verb="columns.forgotten").count() == 1


def test_what_is_kept_is_not_in_the_clear(act: Act) -> None:
    """A word of a column may be the name of a person."""
    act("import_upload", file=uploaded(workbook(["单位名称", "王建国难题"], [MOGAN, PINHOLES])))
    act("import_columns", is_kept="1", **{"column-1": "text"})
    assert "王建国难题" in ImportMap.objects.get().said["columns"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM unions_importmap")
        assert "王建国" not in cursor.fetchone()[0]


FIRMS = [
    ["企业名称", "统一社会信用代码", "行业", "规模", "地区", "推荐单位"],
    ["德清第二机械厂", credit_code(2), "专用设备制造业", "中型", "德清县", "德清县总工会"],
]


def test_a_union_that_is_not_named_is_that_of_whoever_imports(act: Act, client: Client) -> None:
    page = act("import_upload", who="xu", kind="enterprises", file=uploaded(workbook(*FIRMS)))
    assert "表头里没有：所属工会" in page  # 推荐单位 may be it
    job = ImportJob.objects.get()
    shown = client.get(reverse("import_columns", args=[job.pk])).content.decode()
    assert "每一行就都按您自己的工会算：德清县总工会" in shown
    page = act("import_columns", who="xu", **{"column-5": ""})
    assert "1行都没有问题" in page
    assert "表里没有“所属工会”这一列，每一行都按您自己的工会算：德清县总工会" in page


def test_who_keeps_two_unions_has_to_say_which(province: Province) -> None:
    Membership.objects.create(user=province.xu, union=province.jinhua, role=Role.CADRE)
    assert importer_of("enterprises").assumed(User.objects.get(pk=province.xu.pk)) == {}


def test_what_is_not_to_be_kept_is_not(act: Act) -> None:
    act("import_upload", file=uploaded(workbook(*NEEDS)))
    act("import_columns")
    assert ImportJob.objects.get().state == ImportState.READY
    assert not ImportMap.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"column-1": "text"}, "“单位名称”和“难题描述”都放进了“问题”，请只留一列。"),
        ({"column-2": ""}, "还没有列放进：问题。"),
        ({"column-2": "password"}, "没有“password”这一列。"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_checked(
    act: Act, sent: dict[str, str], said: str
) -> None:
    act("import_upload", file=uploaded(workbook(*NEEDS)))
    assert said in act("import_columns", **sent)
    assert ImportJob.objects.get().state == ImportState.MAPPING


def test_two_columns_that_mean_the_same_are_asked_about(act: Act) -> None:
    act("import_upload", file=uploaded(workbook(*NEEDS)))
    act("import_columns", is_kept="1")
    other = [["单位名称", "需求描述"], [MOGAN, "锅炉结垢严重怎么办"]]
    act("import_upload", file=uploaded(workbook(*other)))
    act("import_columns", is_kept="1")

    both = [["单位名称", "难题描述", "需求描述"], [MOGAN, PINHOLES, "请帮忙"]]
    page = act("import_upload", file=uploaded(workbook(*both)))
    assert "有几列重了，请您选一下" in page
    assert "这几列都是“问题”：难题描述、需求描述。请只留一列。" in page
    assert "都放进了“问题”，请只留一列" in act("import_columns")
    assert "1行都没有问题" in act("import_columns", **{"column-2": ""})
    act("import_confirm")
    assert Need.objects.get().text == PINHOLES


def test_a_column_that_means_ours_does_not_hide_ours(act: Act) -> None:
    act("import_upload", file=uploaded(workbook(*NEEDS)))
    act("import_columns", is_kept="1")
    both = [["企业", "问题", "难题描述"], [MOGAN, PINHOLES, "急"]]
    page = act("import_upload", file=uploaded(workbook(*both)))
    assert "这几列都是“问题”：问题、难题描述。请只留一列。" in page
    assert ImportJob.objects.latest("pk").state == ImportState.MAPPING


def test_two_headings_in_two_languages_are_asked_about(act: Act) -> None:
    both = [["企业", "问题", "Problem"], [MOGAN, PINHOLES, "Pinholes"]]
    page = act("import_upload", file=uploaded(workbook(*both)))
    assert "这几列都是“问题”：问题、Problem。" in page


def test_words_of_the_file_get_their_meaning_once(act: Act) -> None:
    """装备制造 is no industry of the national list; Shen says that it is 专用设备制造业."""

    def lines(name: str, code: str) -> Any:
        cells = [name, code, "装备制造", "德清县", "德清县总工会"]
        return workbook(["企业名称", "统一社会信用代码", "行业", "地区", "所属工会"], cells)

    first = lines("德清县甲机械有限公司", "91330521MABCDE123C")
    page = act("import_upload", who="shen", kind="enterprises", file=uploaded(first))
    assert "有些词系统里没有，对一下" in page
    assert ImportJob.objects.get().report["unknown"][0]["words"] == ["装备制造"]
    sent = {"word-industry-0": "专用设备制造业", "is_kept": "1"}
    page = act("import_columns", who="shen", **sent)
    assert "1行都没有问题" in page
    assert "专用设备制造业" in page
    act("import_confirm", who="shen")
    assert Enterprise.objects.get(name="德清县甲机械有限公司").division == "35"

    second = lines("德清县乙机械有限公司", "91330521MA2B012349")
    job_page = act("import_upload", who="shen", kind="enterprises", file=uploaded(second))
    assert "有些词系统里没有" not in job_page


def test_rows_with_faults_can_be_left_out_which_is_said(act: Act) -> None:
    head = ["企业", "问题"]
    good = [MOGAN, PINHOLES]
    file = workbook(
        head, ["没有这家", "焊缝开裂，返工多"], good, ["", ""], ["也没有", "锅炉结垢严重"]
    )
    assert "2行要改" in act("import_upload", file=uploaded(file))
    page = act("import_good")
    assert "有错的2行不导入（第2、5行），照您选的。" in page
    assert "导入1件" in page
    page = act("import_confirm")
    assert "有错的2行没有导入：第2、5行" in page
    assert Need.objects.get().text == PINHOLES


def test_the_line_of_headings_can_be_said(act: Act) -> None:
    lines = [["甲", "乙"], ["哪家", "什么事"], [MOGAN, PINHOLES]]
    act("import_upload", file=uploaded(workbook(*lines)))
    assert "哪家" not in columns()
    act("import_choose", heading="2")
    assert [*columns()] == ["哪家", "什么事"]
    sent = {"column-0": "enterprise", "column-1": "text"}
    assert "1行都没有问题" in act("import_columns", **sent)


@pytest.mark.parametrize(
    "written", ["139-1111-2222", "139 1111 2222", "0572-8123456", "13911112222"]
)
def test_a_number_is_masked_however_it_is_written(written: str) -> None:
    assert "2222" not in _masked(written)[:-4]
    assert written not in _masked(written)
