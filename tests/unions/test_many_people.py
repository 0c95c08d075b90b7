"""People with roles, and enterprises with contacts, from a spreadsheet: many at once, one act."""

from typing import Any

import pytest
from pytest_django import Settings

from hongmajia.accounts.models import Invitation
from hongmajia.accounts.texting_later import text_waiting
from hongmajia.core import imports
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import Checked, check, no_progress, write
from hongmajia.core.models import Event
from hongmajia.core.spreadsheets import read_table
from hongmajia.notices.models import Notice
from hongmajia.unions.actions import appoint
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Enterprise, Membership, User
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook
from tests.fake_sms import FakeSms

PEOPLE = ["姓名", "手机号", "身份", "工会", "企业"]
FIRMS = [
    "企业名称", "统一社会信用代码", "行业", "地区", "所属工会", "联系人姓名", "联系人手机号",
]  # fmt: skip


def phone(number: int) -> str:
    return f"137{number:08d}"


def firm(number: int, name: str = "", tel: str = "") -> list[Any]:
    known = [f"德清第{number}机械厂", credit_code(number), "制造业", "德清县", "德清县总工会"]
    return [*known, name, tel]


def said(kind: str, actor: User, *rows: list[Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    found = check(importer_of(kind), read_table(uploaded(workbook(*rows))), actor)
    return [(fault.row, fault.column, fault.message) for fault in found.faults]


def written(kind: str, actor: User, *rows: list[Any]) -> Checked:
    table = read_table(uploaded(workbook(*rows)))
    return write(importer_of(kind), table, actor, no_progress)


def test_people_get_roles_accounts_and_invitations(province: Province) -> None:
    found = written(
        "people", province.shen, PEOPLE,
        ["钱一", phone(1), "干部", "德清县总工会", ""],
        ["钱一", phone(1), "评审", "湖州市总工会/德清县总工会", ""],
        ["孙二", phone(2), "联络员", "330521", ""],
        ["钱一", phone(1), "联系人", "", province.mogan.credit_code],
        ["李三", phone(3), "联系人", "", province.mogan.name],
    )  # fmt: skip
    assert found.faults == []
    qian, sun, li = (User.objects.get(phone=phone(n)) for n in (1, 2, 3))
    assert {seat.role for seat in qian.memberships.all()} == {Role.CADRE, Role.REVIEWER}
    assert sun.memberships.get().union == province.deqing
    assert {qian, li} < set(province.mogan.contacts.all())
    assert Invitation.objects.filter(user__in=[qian, sun, li], ended_at=None).count() == 3
    assert Event.objects.filter(verb="role.granted", actor=province.shen).count() == 3
    assert Notice.objects.filter(recipient=qian).count() == 3


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (["赵", phone(1), "干部", "湖州市总工会", ""], "身份", "要由上级工会来定"),
        (["赵", phone(1), "干部", "婺城区总工会", ""], "工会", "没有找到“婺城区总工会”"),
        (["赵", phone(1), "主席", "德清县总工会", ""], "身份", "没有“主席”这一项"),
        (["赵", phone(1), "评审", "", ""], "工会", "请写明在哪个工会"),
        (["赵", phone(1), "评审", "德清县总工会", "莫干精工"], "企业", "没有“莫干精工”"),
        (["赵", phone(1), "联系人", "德清县总工会", ""], "企业", "哪家企业"),
        (["赵", "1370000", "评审", "德清县总工会", ""], "手机号", "少了4位"),
        (["赵", phone(9), "评审", "德清县总工会", ""], "手机号", "姓名对不上"),
        (["老徐", phone(9), "联络员", "德清县总工会", ""], "身份", "已经是了"),
    ],
)
def test_each_person_is_refused_with_the_reason(
    province: Province, row: list[str], column: str, reason: str
) -> None:
    old = {"name": "老徐", "phone": phone(9), "role": Role.LIAISON}
    appoint(actor=province.shen, union=province.deqing, **old)
    ((number, where, message),) = said("people", province.shen, PEOPLE, row)
    assert (number, where) == (2, column)
    assert reason in message


def test_one_number_is_one_person_in_a_file(province: Province) -> None:
    rows = [
        ["钱一", phone(1), "评审", "德清县总工会", ""],
        ["孙二", phone(1), "领导", "德清县总工会", ""],
    ]
    ((row, column, message),) = said("people", province.shen, PEOPLE, *rows)
    assert (row, column) == (3, "手机号")
    assert "上面有一行" in message


def test_enterprises_come_with_their_contacts(province: Province) -> None:
    rows = [firm(2, "钱一", phone(1)), firm(3, "钱一", phone(1)), firm(4)]
    found = written("enterprises", province.xu, FIRMS, *rows)
    assert found.faults == []
    second, third, fourth = Enterprise.objects.order_by("-pk")[:3][::-1]
    (contact,) = second.contacts.all()
    assert contact.name == "钱一"
    assert (set(third.contacts.all()), set(fourth.contacts.all())) == ({contact}, set())
    assert second.history.get().name == second.name
    assert Event.objects.filter(verb="enterprise.contact_added", actor=province.xu).count() == 2
    assert [name for name, _address in found.made] == [second.name, third.name, fourth.name]


def test_a_contact_needs_name_and_number_of_their_own(province: Province) -> None:
    faults = said(
        "enterprises",
        province.xu,
        FIRMS,
        firm(2, "钱一"),
        firm(3, "王", phone(1)),
        firm(4, "李", phone(1)),
    )
    assert [(row, column) for row, column, _said in faults] == [
        (2, "联系人手机号"),
        (4, "联系人手机号"),
    ]


def test_a_row_that_is_refused_while_writing_is_found_and_nothing_is_written(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[f"钱{n}", phone(n), "评审", "德清县总工会", ""] for n in range(1, 6)]
    table = read_table(uploaded(workbook(PEOPLE, *rows)))
    importer = importer_of("people")
    real = imports._apply

    def somebody_is_faster(*args: Any) -> None:
        fourth = {"name": "别人", "phone": phone(4), "role": Role.REVIEWER}
        appoint(actor=province.shen, union=province.huzhou, **fourth)
        real(*args)

    monkeypatch.setattr(imports, "_apply", somebody_is_faster)
    (fault,) = write(importer, table, province.shen, no_progress).faults
    assert fault.row == 5
    assert "姓名对不上" in fault.message


def test_writing_takes_the_same_queries_for_two_people_and_for_fifty(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    for first, count in ((100, 2), (200, 50)):
        rows = [
            [f"钱{n}", phone(n), "评审", "德清县总工会", ""] for n in range(first, first + count)
        ]
        with django_assert_max_num_queries(40):
            assert written("people", province.shen, PEOPLE, *rows).faults == []
    assert Membership.objects.filter(role=Role.REVIEWER, union=province.deqing).count() == 52


@pytest.mark.one_database("the limit is counted outside of the database")
def test_invitations_of_an_import_leave_messages_for_codes(
    province: Province, settings: Settings
) -> None:
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        settings.SMS_PER_HOUR, settings.SMS_PER_DAY = 20, 200
        rows = [[f"钱{n}", phone(n), "评审", "德清县总工会", ""] for n in range(30)]
        assert written("people", province.shen, PEOPLE, *rows).faults == []
        assert Invitation.objects.exclude(delivery=None).count() == 0
        text_waiting.func()
        text_waiting.func()
    assert Invitation.objects.exclude(delivery=None).count() == 10  # half of an hour's
