"""An apprentice with a number gets an account and an invitation from the union of the master."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongmajia.accounts.models import Invitation
from hongmajia.core.errors import Refused
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check, no_progress, write
from hongmajia.core.models import ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.people import actions
from hongmajia.people.models import Apprenticeship
from hongmajia.unions.models import User
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook
from tests.fake_sms import FakeSms
from tests.people.test_apprentices import FACTS

PHONE = "13700000021"
BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADINGS = [
    "师傅", "徒弟姓名", "徒弟单位", "徒弟手机号", "学什么", "学到什么程度", "从哪天起", "到哪天为止"
]  # fmt: skip


def paired(province: Province, **changes: Any) -> Apprenticeship:
    """Shen registers an apprentice with Dong."""
    values = {"master": province.dong_helper, "actor": province.shen, **FACTS}
    return actions.pair_apprentice(**{**values, "apprentice_phone": PHONE, **changes})


def line(master: str = "董师傅", name: str = "吴小明", phone: str = PHONE) -> list[Any]:
    return [master, name, "德清县莫干精工", phone, "焊接", "独立完成", "2026-05-01", "2027-04-30"]


def faults(actor: User, *lines: list[Any]) -> list[tuple[str, str]]:
    """Column and message of each fault of a file."""
    table = read_table(uploaded(workbook(HEADINGS, *lines)))
    found = check(importer_of("apprenticeships"), table, actor)
    return [(fault.column, fault.message) for fault in found.faults]


def test_a_number_makes_the_account_and_the_invitation(province: Province) -> None:
    user = paired(province).apprentice_user
    assert user is not None
    assert (user.name, user.phone, user.signs_in_by_phone) == ("吴小明", PHONE, True)
    assert Invitation.objects.get(user=user).union == province.huzhou


def test_a_second_apprenticeship_finds_the_same_account(province: Province) -> None:
    first = paired(province)
    second = paired(province, master=province.zhou_helper, actor=province.fang)
    assert first.apprentice_user == second.apprentice_user
    assert Invitation.objects.filter(user=first.apprentice_user).count() == 1


def test_the_number_can_follow_later(province: Province) -> None:
    later = paired(province, apprentice_phone="")
    assert later.apprentice_user is None
    changed = actions.change_apprenticeship(
        apprenticeship=later, actor=province.shen, apprentice_phone=PHONE
    )
    assert changed.apprentice_user == User.objects.with_number(PHONE).get()


def test_a_number_of_somebody_else_is_refused_and_nothing_is_made(province: Province) -> None:
    paired(province)
    with pytest.raises(Refused, match="姓名对不上"):
        paired(province, apprentice_name="别人")
    assert not Apprenticeship.objects.filter(apprentice_name="别人").exists()


def test_the_master_is_not_their_own_apprentice(province: Province) -> None:
    province.dong.phone, province.dong.signs_in_by_phone = PHONE, True
    province.dong.save()
    with pytest.raises(Refused, match="师傅自己的手机号"):
        paired(province, apprentice_name=province.dong.name)


def test_a_master_opens_no_accounts(province: Province, client: Client) -> None:
    with pytest.raises(Refused, match="由工会开通"):
        paired(province, actor=province.dong)
    new = reverse("apprenticeship_new", args=[province.dong_helper.pk])
    for who, offered in ((province.dong, False), (province.shen, True)):
        client.force_login(who, backend=BACKEND)
        page = client.get(new).content.decode()
        assert ("apprentice_phone" in page) is offered
        assert ("apprentice_user" in page) is offered


def test_a_union_gives_the_account_on_the_page(province: Province, client: Client) -> None:
    client.force_login(province.shen, backend=BACKEND)
    new = reverse("apprenticeship_new", args=[province.dong_helper.pk])
    both = {**FACTS, "apprentice_phone": PHONE, "apprentice_user": "contact"}
    assert "不是同一个人的" in client.post(new, both).content.decode()
    made = client.post(new, {**FACTS, "apprentice_phone": "137 0000 0021"})
    page = client.get(made.headers["Location"]).content.decode()
    assert "吴小明" in page
    assert User.objects.with_number(PHONE).exists()


def test_whoever_has_no_account_yet_is_among_those_to_invite(
    province: Province, client: Client
) -> None:
    paired(province)
    client.force_login(province.shen, backend=BACKEND)
    shown = client.get(reverse("invitation_list")).content.decode()
    assert "吴小明" in shown


# --- many at once ---------------------------------------------------------------------------


def test_a_table_of_apprentices_is_imported_with_their_accounts(
    province: Province,
    client: Client,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(province.shen, backend=BACKEND)
    content = workbook(HEADINGS, line(), line(name="徐小军", phone=""))
    address = reverse("import_upload", args=["apprenticeships"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"file": uploaded(content)})
    work()
    job = ImportJob.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_confirm", args=[job.pk]))
    work()
    accounts = dict(Apprenticeship.objects.values_list("apprentice_name", "apprentice_user__phone"))
    assert accounts == {"吴小明": PHONE, "徐小军": None}
    result = client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert "董师傅 – 吴小明" in result


def test_a_row_that_cannot_be_is_a_fault(province: Province) -> None:
    paired(province, apprentice_name="徐小军", workplace="德清县莫干精工")
    assert faults(
        province.shen,
        line(master="没有这个人"),
        line(name="徐小军", phone=""),
        line(name="别人"),
        [*line(phone="")[:6], "2027-05-01", "2026-05-01"],
    ) == [
        ("师傅", "名册上没有“没有这个人”，请先登记这位师傅。"),
        ("徒弟姓名", "他们已经结对了，请删掉这一行。"),
        ("徒弟手机号", "这个手机号已经有账号，但姓名对不上，请核对。"),
        ("到哪天为止", "期限的结束要晚于开始。"),
    ]


@pytest.mark.parametrize("kind", ["apprenticeships", "artisans"])
def test_an_import_of_many_leaves_the_text_messages_to_codes(
    province: Province, settings: Any, kind: str
) -> None:
    if kind == "artisans":
        headings = ["姓名", "手机号", "所属工会", "工种、专业"]
        lines = [[f"师傅{n}号", f"137000010{n:02}", "湖州市总工会", "焊工"] for n in range(30)]
    else:
        headings = HEADINGS
        lines = [line(name=f"徒弟{n}号", phone=f"137000010{n:02}") for n in range(30)]
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        table = read_table(uploaded(workbook(headings, *lines)))
        assert write(importer_of(kind), table, province.shen, no_progress).faults == []
        assert gateway.messages == []
    assert Invitation.objects.filter(ended_at=None).count() == 30
