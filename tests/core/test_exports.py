"""Exports: written by the worker, kept for who asked, used again while nothing has changed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from hongmajia.core import exporting, exports
from hongmajia.core.enums import ExportState
from hongmajia.core.errors import Refused
from hongmajia.core.exports import Content, Exporter, register_exporter
from hongmajia.core.jobs import STUCK_AFTER
from hongmajia.core.limits import EXPORTED
from hongmajia.core.models import Event, Export
from hongmajia.core.spreadsheets import Sheet
from hongmajia.needs.actions import withdraw_need
from tests.actors import Province, make_need
from tests.exports import fetched

Work = Callable[[], None]
NEEDS, ENTERPRISES = "/needs/export/", "/enterprises/export/"


def asked(client: Client, address: str) -> str:
    """The page to which asking for an export leads."""
    answer = client.post(address)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def refusing() -> Iterator[None]:
    """A kind of export whose rows nobody may see any more when they are written."""

    def content(reader: Any, query: QueryDict) -> Content:
        def rows() -> Iterator[list[str]]:
            raise Refused("您现在看不到了。")
            yield []

        return Content("x", [Sheet("x", ["x"], rows())], 1)

    register_exporter(Exporter("refusing", "x", "", content, lambda query: "/"))
    yield
    del exports._exporters["refusing"]


# --- with an account ------------------------------------------------------------------------


@pytest.mark.tasks_run_twice
def test_the_page_waits_and_then_offers_the_file(province: Province, work: Work) -> None:
    client = signed_in(province.xu)
    page = asked(client, f"{ENTERPRISES}?q=莫干")
    waiting = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" in waiting
    assert client.get(f"{page}file/").status_code == 404
    work()
    done = client.get(page).content.decode()
    assert "写好了，共1行" in done
    assert 'href="/enterprises/?q=%E8%8E%AB%E5%B9%B2"' in done
    file = client.get(f"{page}file/")
    assert file.content[:2] == b"PK"
    assert "%E4%BC%81%E4%B8%9A%E5%90%8D%E5%8D%95.xlsx" in file["Content-Disposition"]


def test_taking_the_list_of_enterprises_away_is_logged(province: Province, work: Work) -> None:
    asked(signed_in(province.xu), f"{ENTERPRISES}?q=莫干")
    event = Event.objects.get(verb="export.asked")
    assert (event.actor, event.data["kind"]) == (province.xu, "enterprises")


def test_an_export_is_its_owners(province: Province, work: Work) -> None:
    page = asked(signed_in(province.xu), ENTERPRISES)
    work()
    for other in (signed_in(province.fang), signed_in(province.lu), Client()):
        assert other.get(page).status_code == other.get(f"{page}file/").status_code == 404
    assert asked(signed_in(province.fang), ENTERPRISES) != page


def test_one_export_at_a_time(province: Province, work: Work) -> None:
    client = signed_in(province.xu)
    page = asked(client, ENTERPRISES)
    assert asked(client, ENTERPRISES) == page  # a second click
    refused = client.post(f"{ENTERPRISES}?q=莫干")
    assert (refused.status_code, "上一份表格还在写" in refused.content.decode()) == (409, True)
    work()
    asked(client, f"{ENTERPRISES}?q=莫干")


def test_an_export_whose_worker_died_holds_nobody_up(province: Province) -> None:
    client = signed_in(province.xu)
    page = asked(client, ENTERPRISES)
    long_ago = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    Export.objects.update(started_at=long_ago)
    assert "可能中途断了" in client.get(page).content.decode()
    assert asked(client, ENTERPRISES) != page


def test_a_refusal_while_writing_is_told(province: Province, refusing: None, work: Work) -> None:
    export = Export.objects.create(owner=province.xu, kind="refusing", language="zh-hans")
    exporting.write_export.enqueue(export.pk)
    work()
    page = signed_in(province.xu).get(f"/exports/{export.pk}/").content.decode()
    assert "您现在看不到了。" in page
    assert "下载" not in page


# --- without an account ---------------------------------------------------------------------


def test_strangers_fetch_what_their_session_asked_for(province: Province, work: Work) -> None:
    make_need(province)
    mine, other = Client(), Client()
    page = asked(mine, NEEDS)
    work()
    assert mine.get(f"{page}file/").content[:2] == b"PK"
    assert other.get(page).status_code == other.get(f"{page}file/").status_code == 404
    assert not Event.objects.filter(verb="export.asked").exists()  # the list is public


def test_the_same_file_serves_all_while_nothing_has_changed(province: Province, work: Work) -> None:
    need = make_need(province)
    first = asked(Client(), NEEDS)
    assert asked(Client(), NEEDS) == first  # also while it is being written
    work()
    for _ in range(EXPORTED.most + 1):  # costs nothing, so it is not counted
        assert asked(Client(), f"{NEEDS}?unknown=1") == first
    assert asked(Client(), f"{NEEDS}?q=没有") != first
    withdraw_need(need=need, actor=province.contact)
    later = Client()
    page = asked(later, NEEDS)
    work()
    assert page != first
    assert "写好了，共0行" in later.get(page).content.decode()


def test_each_language_has_a_file_of_its_own(province: Province, work: Work) -> None:
    make_need(province)
    english = Client()
    english.cookies["django_language"] = "en"
    assert asked(Client(), NEEDS) != asked(english, NEEDS)


def test_strangers_do_not_fill_the_queue(
    province: Province, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_WAITING", 2)
    for number in range(2):
        asked(Client(REMOTE_ADDR=f"192.0.2.{number}"), f"{NEEDS}?q={number}")
    answer = Client(REMOTE_ADDR="192.0.2.7").post(f"{NEEDS}?q=7")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    asked(signed_in(province.xu), ENTERPRISES)  # those with an account have a queue of their own
    work()
    asked(Client(REMOTE_ADDR="192.0.2.7"), f"{NEEDS}?q=7")


# --- in the end -----------------------------------------------------------------------------


def test_files_are_deleted_after_a_day(province: Province, work: Work) -> None:
    client = signed_in(province.xu)
    page = asked(client, ENTERPRISES)
    work()
    fetched(Client(), work, NEEDS)
    names = [export.file.name for export in Export.objects.all()]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        exporting.forget_exports.call()
        client = signed_in(province.xu)  # the session of two days ago has ended
        assert "文件只保留1天" in client.get(page).content.decode()
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert [export.state for export in Export.objects.all()] == [ExportState.DONE]  # the owner's
