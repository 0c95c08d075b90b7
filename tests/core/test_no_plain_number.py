"""A telephone number that was entered in every possible way is stored nowhere in plain text."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hongmajia.core.enums import ImportState
from hongmajia.core.models import Holiday, ImportJob
from hongmajia.needs.actions import correct_need, reveal_contact, submit_need
from hongmajia.needs.models import Need
from hongmajia.people.actions import change_helper, register_artisan
from hongmajia.people.models import Artisan
from hongmajia.services.actions import plan_activity, record_arrival, sign_up
from hongmajia.unions.actions import add_account
from hongmajia.unions.models import User
from tests.actors import AT_ANY_TIME, Province
from tests.core.workbooks import uploaded

NUMBER = "13987654321"
BACKEND = "django.contrib.auth.backends.ModelBackend"
ARTISANS = "姓名,手机号,所属工会,工种、专业\n丁建国,{number},湖州市总工会,{trade}\n"


def database_holds(words: str) -> bool:
    """Whether ``words`` stand anywhere in the database as it is now, uncommitted rows included."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return words.encode() in connection.connection.serialize()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            # A row as text holds every column, whatever its type.
            query = f"SELECT 1 FROM {quote(table)} AS r WHERE r::text LIKE %s LIMIT 1"
            cursor.execute(query, [f"%{words}%"])
            if cursor.fetchone():
                return True
    return False


def test_the_search_finds_what_stands_in_the_clear(db: None) -> None:
    assert not database_holds(NUMBER)
    Holiday.objects.create(date="2030-01-01", name=NUMBER)
    assert database_holds(NUMBER)


@pytest.fixture
def client(province: Province) -> Client:
    client = Client()
    client.force_login(province.shen, backend=BACKEND)
    return client


def test_a_need_and_its_history(province: Province) -> None:
    need = submit_need(
        actor=province.contact, text="焊不锈钢罐体的时候变形厉害。", enterprise=province.mogan,
        region=province.mogan.region, contact_name="沈女士", contact_phone=NUMBER,
    )  # fmt: skip
    correct_need(need=need, actor=province.xu, contact_phone="13811112222")
    correct_need(need=need, actor=province.xu, contact_phone=NUMBER)
    assert reveal_contact(need=need, actor=province.xu) == NUMBER
    assert Need.history.filter(contact_phone=NUMBER).exists()
    assert not database_holds(NUMBER)


def test_an_artisan_and_who_looked_at_the_number(province: Province, client: Client) -> None:
    helper = register_artisan(
        actor=province.shen, name="丁建国", union=province.huzhou, trade="焊工", phone=NUMBER
    )
    change_helper(helper=helper, actor=province.shen, phone="13811112222")
    change_helper(helper=helper, actor=province.shen, phone=NUMBER)
    shown = client.post(reverse("helper_phone", args=[helper.pk]))
    assert NUMBER in shown.content.decode()
    assert "messages" not in shown.cookies
    assert Artisan.objects.get(phone=NUMBER).helper == helper
    assert not database_holds(NUMBER)


def test_an_account_and_signing_in(
    province: Province, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Also when the password is wrong, or the number is mistyped."""
    caplog.set_level(logging.DEBUG, logger="axes")
    user = add_account(actor=province.xu, union=province.deqing, name="新同志", phone=NUMBER)
    password = "长一点的密码-2026"
    user.set_password(password)
    user.save()
    client = Client()
    for name, word in ((NUMBER, "wrong"), (f"{NUMBER}9", "wrong")):
        assert client.post("/login/", {"login": name, "password": word}).status_code == 200
    answer = client.post("/login/", {"login": "139 8765 4321", "password": password})
    assert answer.status_code == 302
    assert User.objects.by_sign_in_name(NUMBER) == user
    assert NUMBER in client.get("/me/").content.decode()
    assert not database_holds(NUMBER)
    assert NUMBER not in caplog.text


def test_signing_up_and_coming(province: Province) -> None:
    begin = timezone.now() + timedelta(days=3)
    talk = plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, title="讲座", form="lecture",
        kind="public_good", region=province.mogan.region, starts_at=begin,
        ends_at=begin + timedelta(hours=2), is_open=True,
    )  # fmt: skip
    sign_up(activity=talk, actor=None, name="王先生", phone=NUMBER)
    assert record_arrival(activity=talk, actor=province.xu, phone=NUMBER).phone == NUMBER
    assert not database_holds(NUMBER)


@pytest.mark.parametrize(
    ("trade", "state"), [("焊工", ImportState.READY), ("", ImportState.FAULTY)]
)
def test_an_import_before_it_is_written(
    trade: str,
    state: ImportState,
    client: Client,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
    settings: Settings,
) -> None:
    """The file on disk and the report, which quotes its first rows."""
    table = ARTISANS.format(number=NUMBER, trade=trade)
    with django_capture_on_commit_callbacks(execute=True):
        file = uploaded(table.encode(), "artisans.csv")
        client.post(reverse("import_upload", args=["artisans"]), {"file": file})
    work()
    job = ImportJob.objects.get()
    assert job.state == state
    assert NUMBER in str(job.report["sample"])
    assert job.file.open().read().decode() == table
    assert NUMBER.encode() not in Path(settings.MEDIA_ROOT, job.file.name).read_bytes()
    assert not database_holds(NUMBER)
