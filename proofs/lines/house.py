"""The demonstration on a server of this process, put back as it was before each trial."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import setup_test_environment
from django_tasks_db.models import DBTaskResult
from pytest_django.live_server_helper import LiveServer

from hongmajia.accounts.models import SignIn
from hongmajia.core.models import SentForm
from hongmajia.unions.models import User
from tests.conftest import worker
from tests.journeys.test_every_page import all_things

PASSWORD = "hongmajia"
"""Of every account of the demonstration."""
DUTIES = ("system", "security", "auditor")
"""Accounts that ``all_things`` makes, and to which nobody has given a password."""
A_DAY = 24 * 3600
UNCOUNTED = (SentForm, Session, AccessLog, UserSession, SignIn)
"""What every request, or signing in, may add."""


class House:
    """A database with the demonstration and all that the table of every page looks at."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.file = Path(str(settings.DATABASES["default"]["NAME"]))
        settings.IDLE_SECONDS = A_DAY  # the walk takes longer than a session may rest
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            self.things: dict[str, Any] = all_things(do_waiting_tasks)
            let_in(DUTIES)
        self.remembered = sqlite3.connect(":memory:")
        self.uploads = Path(settings.DATA) / "uploads as they were"

    def remember(self) -> None:
        """From now on this is how everything is put back."""
        with closing(sqlite3.connect(self.file)) as now:
            now.backup(self.remembered)
        shutil.copytree(settings.MEDIA_ROOT, self.uploads)

    def put_back(self) -> None:
        """Undo what a trial has changed: rows, files, and how often somebody did something."""
        connection.close()
        with closing(sqlite3.connect(self.file, timeout=20)) as now:
            self.remembered.backup(now)
        shutil.copytree(self.uploads, settings.MEDIA_ROOT, dirs_exist_ok=True)
        (settings.DATA / "attempts" / "counts.sqlite3").unlink(missing_ok=True)
        caches["progress"].clear()

    def rows(self) -> dict[str, int]:
        """How many rows each table has, apart from those of sessions and sent forms."""
        kept = [model for model in apps.get_models() if model not in UNCOUNTED]
        return {model._meta.label: model._base_manager.count() for model in kept}


def let_in(accounts: Sequence[str]) -> None:
    """Give these accounts the password that all others have."""
    for user in User.objects.filter(username__in=accounts):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def do_waiting_tasks() -> None:
    """Run the tasks that wait, such as computing a round."""
    while task := DBTaskResult.objects.ready().first():
        task.claim("proof")
        worker().run_task(task)


@contextmanager
def opened() -> Iterator[House]:
    """The demonstration, and the server that shows it."""
    setup_test_environment()
    server = LiveServer("127.0.0.1")
    try:
        yield House(server.url)
    finally:
        server.stop()
