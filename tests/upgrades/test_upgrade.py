"""A filled installation of version 0.1.0, migrated to today: nothing is lost, nothing is changed.

Whoever renames a model or moves a task adds it to ``RENAMED_MODELS`` or ``MOVED_TASKS``; what a
migration creates on its own (a new model) need not be named. ``fill_0_1_0.py`` tells how the
stored database was made.
"""

import json
import lzma
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

HERE = Path(__file__).parent
DATABASE = "hongmajia_upgrade"
pytestmark = pytest.mark.django_db  # asked on both databases
BEFORE = json.loads((HERE / "0.1.0.expected.json").read_text())

RENAMED_MODELS = {
    "services.Message": "guidance.Message",
    "services.Enclosure": "guidance.Enclosure",
    "services.ReadMark": "guidance.ReadMark",
    "matching.Itinerary": "visits.Itinerary",
    "matching.Stop": "visits.Stop",
    "notices.MailChoice": "notices.Preference",
}
"""Label at 0.1.0 → label today."""

MOVED_TASKS = {
    "hongmajia.matching.tasks.lay_out": "hongmajia.visits.tasks.lay_out",
    "hongmajia.notices.delivery.mail_notice": "hongmajia.notices.sending.send_delivery",
}
"""Path of a task at 0.1.0 → its path today."""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an installation of 0.1.0 on the database this run of the tests is for."""
    data = tmp_path_factory.mktemp("installation")
    own = {
        "DJANGO_SETTINGS_MODULE": "hongmajia.config.settings",  # not those of the tests
        "HONGMAJIA_DATA": str(data),
        "HONGMAJIA_EMBEDDER": "none",
        "HONGMAJIA_DATABASE_URL": "",
    }
    if connection.vendor == "sqlite":
        (data / "db.sqlite3").write_bytes(stored("sqlite3"))
        yield os.environ | own
    else:
        with own_database() as address:
            yield os.environ | own | {"HONGMAJIA_DATABASE_URL": address}


def stored(kind: str) -> bytes:
    """The stored database, unpacked."""
    return lzma.decompress((HERE / f"0.1.0.{kind}.xz").read_bytes())


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a database of its own in the cluster, filled with the stored rows."""
    cluster = os.environ["HONGMAJIA_DATABASE_URL"]
    own = cluster.rpartition("/")[0] + f"/{DATABASE}"
    with closing(psycopg.connect(cluster, autocommit=True)) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        admin.execute(f"CREATE DATABASE {DATABASE}")
        load(own, stored("postgresql.sql").decode())
        yield own
        admin.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def load(address: str, dump: str) -> None:
    """Run a plain ``pg_dump`` file: statements, and rows after each ``COPY … FROM stdin;``."""
    statements: list[str] = []
    lines = iter(dump.splitlines(keepends=True))
    with closing(psycopg.connect(address, autocommit=True)) as own:
        for line in lines:
            statements.append(line)
            if line.startswith("COPY ") and line.endswith("FROM stdin;\n"):
                copy = statements.pop().removesuffix(";\n")
                own.execute("".join(statements).encode())
                statements.clear()
                with own.cursor().copy(copy.encode()) as rows:
                    for row in iter(lambda: next(lines), "\\.\n"):
                        rows.write(row)
        own.execute("".join(statements).encode())


@pytest.fixture(scope="module")
def after(installation: dict[str, str]) -> dict[str, Any]:
    """What the installation holds once today's migrations have run."""
    run(installation, "-m", "hongmajia", "migrate", "--verbosity=0")
    found: dict[str, Any] = json.loads(run(installation, str(HERE / "summary.py")))
    return found


def run(environment: dict[str, str], *words: str) -> str:
    """Run Python with the words in the installation; what it printed."""
    sources = str(Path(settings.LOCALE_PATHS[0]).parent.parent)
    path = os.pathsep.join([sources, environment.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, *words],
        env=environment | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_row_is_still_there(after: dict[str, Any]) -> None:
    before = {RENAMED_MODELS.get(label, label): n for label, n in BEFORE["counts"].items()}
    assert {label: after["counts"].get(label) for label in before} == before


def test_figures_are_the_same(after: dict[str, Any]) -> None:
    assert {name: after["figures"][name] for name in BEFORE["figures"]} == BEFORE["figures"]


def test_every_need_tells_the_same_story(after: dict[str, Any]) -> None:
    """An asker's acts by tracking code were told as the system's; now they bear the name."""
    for key, (state, lines) in BEFORE["stories"].items():
        state_now, lines_now = after["stories"][key]
        assert (state_now, len(lines_now)) == (state, len(lines))
        for (at, text, *rest), (at_now, text_now, *rest_now) in zip(lines, lines_now, strict=True):
            assert (at_now, rest_now) == (at, rest)
            if text.startswith("系统"):
                assert text_now.endswith(text.removeprefix("系统"))
                assert not text_now.startswith("系统")
            else:
                assert text_now == text


def test_tasks_that_waited_still_wait(after: dict[str, Any]) -> None:
    before = [[MOVED_TASKS.get(path, path), words] for path, words in BEFORE["waiting_tasks"]]
    assert sorted(after["waiting_tasks"], key=str) == sorted(before, key=str)


def test_telephone_numbers_are_the_same(after: dict[str, Any]) -> None:
    assert after["phones"] == BEFORE["phones"]


NUMBER = re.compile(rb"(?<![0-9A-Za-z_-])1[3-9][0-9]{9}(?![0-9A-Za-z_-])")
"""A mobile number, and no digits inside a code or a hash."""


def test_no_telephone_number_is_left_in_the_clear(
    installation: dict[str, str], after: dict[str, Any]
) -> None:
    if connection.vendor == "sqlite":
        files = Path(installation["HONGMAJIA_DATA"]).glob("db.sqlite3*")
        written = b"".join(path.read_bytes() for path in files)
        assert NUMBER.search(stored("sqlite3"))
    else:
        written = all_rows(installation["HONGMAJIA_DATABASE_URL"])
        assert NUMBER.search(stored("postgresql.sql"))
    assert set(NUMBER.findall(written)) == set()


def all_rows(address: str) -> bytes:
    """Every row of every table as text."""
    with closing(psycopg.connect(address)) as own:
        tables = own.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        rows = (own.execute(f"SELECT r::text FROM {t} AS r".encode()).fetchall() for (t,) in tables)
        return "\n".join(text for found in rows for (text,) in found).encode()
