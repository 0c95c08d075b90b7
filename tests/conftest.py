"""Fixtures of all tests: the small province, a folder for uploads, the task worker."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_migrate
from django.http import HttpResponseForbidden, HttpResponseNotFound
from django.template import Template
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoDbBlocker, Settings

from hongmajia.accounts import policy
from hongmajia.config import urls
from hongmajia.core.event_marks import log_key
from hongmajia.core.reclaiming import retry_tasks_of
from hongmajia.engine.places.divisions import divisions
from hongmajia.unions.actions import load_province
from hongmajia.unions.models import Province as ServedProvince
from hongmajia.unions.models import Region, Union, User
from hongmajia.unions.served import CACHED as CACHED_PROVINCES
from hongmajia.webhooks.cached import CACHED as CACHED_HOOKS
from tests.actors import Province, build_province
from tests.anhui import build_actors, build_anhui, build_chaohu
from tests.clients import QuickClient, render_for_tests
from tests.databases import empty_by_deleting, leave_out_what_cannot_differ
from tests.kept import Kept, keep, with_rows
from tests.parts import leave_out_other_parts
from tests.recording import Recording


def pytest_addoption(parser: pytest.Parser) -> None:
    """For `make pictures`: where screenshots are stored, and of which pages; for two databases."""
    parser.addoption("--pictures", type=Path, help="folder for a picture of every page")
    parser.addoption("--pages", default="", help="only addresses that hold this word")
    parser.addoption(
        "--second-database", action="store_true", help="only what may differ from the first"
    )
    parser.addoption("--part", help="2/3: the second third of the files with tests")
    parser.addoption(
        "--record", type=Path, help="write the SQL statements of each test to this file"
    )


MONDAY = "2026-11-23T10:00:00+08:00"
"""When every run of the tests begins; the clock goes on from there.

By night, at weekends and at the end of a month other rules hold, so the same test would pass on
one day and fail on another. Tests about such days travel there themselves.
"""


def pytest_configure(config: pytest.Config) -> None:
    """Begin on a Monday morning; record the statements, for ``proofs/second_database.py``."""
    begin = time_machine.travel(MONDAY)
    begin.start()
    config.add_cleanup(begin.stop)
    if file := config.getoption("--record"):
        config.pluginmanager.register(Recording(file))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests of other parts, and on a second database those that cannot differ there."""
    if part := config.getoption("--part"):
        leave_out_other_parts(config, items, *map(int, part.split("/")))
    if config.getoption("--second-database"):
        leave_out_what_cannot_differ(config, items)


def pytest_collection_finish() -> None:
    """Collect garbage rarely, and not among what is loaded by now: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def contexts_copied_once(django_test_environment: None) -> Iterator[None]:
    """``response.context`` is that of the page, without those of its parts."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(Template, "_render", render_for_tests)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Set up the empty database; what is written by tests that commit is deleted quickly."""
    # Nothing asks for Django's permissions; making them after each commit takes half its clean-up.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    with pytest.MonkeyPatch.context() as monkeypatch:
        empty_by_deleting(monkeypatch)
        with django_db_blocker.unblock():
            log_key()  # read once a process, so that no test's first event asks for it
        yield


@pytest.fixture
def regions(db: None) -> None:
    """The cities and counties of the province, as the migrations bring them."""
    if not Region.objects.exists():  # wiped out with the commits of an earlier test
        load_province(divisions()["330000"])


@pytest.fixture(scope="session")
def kept_province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Kept:
    """The small province, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Region.objects.exists():
            load_province(divisions()["330000"])
        before = with_rows()
        kept = keep(build_province, but=before)
        transaction.set_rollback(True)
    return kept


@pytest.fixture
def province(regions: None, kept_province: Kept) -> Province:
    """The named users and their province, in a database without anything else."""
    put_back: Province = kept_province.put_back()
    ServedProvince.objects.filter(pk="330000").update(union=put_back.province)
    return put_back


@pytest.fixture
def anhui(province: Province) -> Union:
    """The union of a second province, with a season of its own that collects needs."""
    return build_anhui(province)


@pytest.fixture
def chaohu(anhui: Union) -> Union:
    """The union of 巢湖市 in Anhui."""
    return build_chaohu(anhui)


@pytest.fixture
def of_anhui(anhui: Union, chaohu: Union) -> dict[str, User]:
    """The actors of Anhui, by the names of ``tests.anhui.ACTORS``."""
    return build_actors(anhui, chaohu)


@pytest.fixture
def client() -> QuickClient:
    """A client of the web pages and the API that signs in quickly."""
    return QuickClient()


@pytest.fixture
def as_(client: Client, province: Province) -> Callable[[str], Client]:
    """``as_("xu").get(…)``: a client signed in as Xu."""

    def sign_in(name: str) -> Client:
        client.logout()
        if user := province.actors[name]:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def as_user(client: Client) -> Callable[[Any], Client]:
    """``as_user(province.shen)`` is Shen's browser, as Shen's roles are now."""

    def sign_in(person: Any) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without a page, for tests that ask for thousands and look at the status alone.

    Their pages are tested in tests/portal/test_errors.py.
    """
    refusals = {"handler403": HttpResponseForbidden, "handler404": HttpResponseNotFound}
    for name, answer in refusals.items():
        monkeypatch.setattr(urls, name, lambda *_, answer=answer, **__: answer(), raising=False)


@pytest.fixture(autouse=True)
def policy_of_the_settings() -> None:
    """No security administrator has set a policy; without a query that depends on the minute."""
    caches["policy"].set(policy.CACHED, {}, None)


@pytest.fixture(autouse=True)
def no_subscriptions() -> None:
    """No other system wants events; without a query that depends on the minute."""
    caches["policy"].set(CACHED_HOOKS, [], None)


@pytest.fixture(autouse=True)
def no_provinces_read() -> None:
    """No province has told what it shows; a test that adds one makes the list be read anew."""
    caches["policy"].set(CACHED_PROVINCES, [], None)


@pytest.fixture(autouse=True)
def own_uploads(settings: Settings, tmp_path: Path) -> None:
    """A folder for uploaded files, one for each test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Forget what earlier tests did often: its file is deleted, which is faster than opening it."""
    (settings.DATA / "attempts" / "counts.sqlite3").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """Delete the progress stored by earlier tests, whose rows had the same keys."""
    caches["progress"].clear()


def worker() -> Worker:
    """A task worker that runs the given tasks without waiting."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )


@pytest.fixture
def work(request: pytest.FixtureRequest) -> Callable[[], None]:
    """`work()` runs all waiting tasks as the task worker would; none may fail.

    In a test marked ``tasks_run_twice`` each runs again, as if its worker had been killed before
    it could mark the task as done. No assertion of the test may fail because of it.
    """
    twice = request.node.get_closest_marker("tasks_run_twice")

    def do_waiting_tasks() -> None:
        # Not worker.run(): that closes the connection, and with it the test's transaction.
        while task := DBTaskResult.objects.ready().first():
            task.claim("tests")
            worker().run_task(task)
            if twice:
                task.claim("tests, after a kill")
                worker().run_task(task)
        assert [task.traceback for task in DBTaskResult.objects.failed()] == []

    return do_waiting_tasks


@pytest.fixture
def kill_workers_of() -> Callable[[str], None]:
    """`kill_workers_of("compute")`: three workers die running that task, one after the other."""

    def kill(name: str) -> None:
        row = DBTaskResult.objects.ready().get(task_path__endswith=f".{name}")
        for worker in ("anna", "bo", "chen"):
            row.claim(worker)
        assert retry_tasks_of("chen") == 1

    return kill
