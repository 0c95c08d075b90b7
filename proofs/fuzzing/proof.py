"""What `fuzz_requests.py` does on one database, once Django is set up."""

import sys
import traceback
from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.signals import got_request_exception
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import resolve

from hongmajia.core import attempts
from proofs.fuzzing import asking
from proofs.fuzzing.asking import Asked
from proofs.fuzzing.forms import Form, forms_of
from tests.access_table import TABLE
from tests.actors import build_province
from tests.test_access import ACTORS, copy, filled, things_of

EXPECTED = {("/readyz", 503)}
"""No worker runs here, and the address says so."""
SAY_EVERY = 500


class Proof:
    """The small province on one database, and the requests sent to it."""

    def __init__(self, seed: int) -> None:
        setup_test_environment()
        call_command("migrate", verbosity=0)
        with transaction.atomic():  # the actions lock rows, as they do within a request
            province = build_province()
            self.seed, self.things = seed, things_of(province)
        self.names: dict[str, list[str]] = {}
        self.forms: dict[tuple[str, str], list[Form]] = {}
        self.clients = {actor: Client(raise_request_exception=False) for actor in ACTORS}
        for actor, person in province.actors.items():
            if person is not None:
                self.clients[actor].force_login(person, settings.AUTHENTICATION_BACKENDS[-1])
        self.bodies = self._bodies(province)
        self.statuses = Counter[int]()
        self.error, self.status = "", 0
        got_request_exception.connect(self._note)

    def run(self, numbers: range) -> list[str]:
        """Send the requests with these numbers; print and return those that failed, in words."""
        failed = []
        for number in numbers:
            if said := self.one(number):
                print(said, flush=True)
                failed.append(said)
            if number % SAY_EVERY == SAY_EVERY - 1:
                print(f"… {number + 1}, failed: {len(failed)}", flush=True)
        return failed

    def one(self, number: int) -> str:
        """How the random request with this number failed; empty if it did not.

        A number always gives the same request: it depends on the seed and the number alone.
        """
        with transaction.atomic():  # reading the forms of a page may change something
            wanted = self._wanted(Random(f"{self.seed}:{number}"))
            transaction.set_rollback(True)
        fault = self.fault_of(wanted)
        return fault and f"#{number}: {fault}"

    def fault_of(self, wanted: Asked) -> str:
        """Send one request and take back what it changed; how it failed, empty if it did not."""
        attempts.forget_all()  # the limits would soon refuse what is to be tried
        self.error = ""
        with transaction.atomic():
            self.status = self.send(wanted).status_code
            transaction.set_rollback(True)
        self.statuses[self.status] += 1
        if self.status < 500 or (wanted.path.partition("?")[0], self.status) in EXPECTED:
            return ""
        return f"{self.status} {self.error}\n    {wanted}"

    def all_of(self, wanted: Iterable[Asked]) -> list[str]:
        """Send these requests; print and return those that failed, one for each place and error."""
        failed: dict[str, str] = {}
        for number, asked in enumerate(wanted, start=1):
            fault, place = self.fault_of(asked), asked.path.partition("=")[0]
            if fault and failed.setdefault(f"{place} {self.error}", fault) is fault:
                print(fault, flush=True)
            if number % SAY_EVERY == 0:
                print(f"… {number}, failed: {len(failed)}", flush=True)
        return list(failed.values())

    def send(self, asked: Asked) -> HttpResponseBase:
        """The answer, read to its end."""
        client = copy(self.clients[asked.actor])
        if asked.method == "GET":
            answer = client.get(asked.path, headers=asked.headers)
        elif asked.content_type is None:
            answer = client.post(asked.path, asked.data, headers=asked.headers)
        else:
            body, kind = asked.data, asked.content_type
            body = body.encode() if isinstance(body, str) else body
            answer = client.generic("POST", asked.path, body, kind, headers=asked.headers)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer  # type: ignore[no-any-return]

    def _wanted(self, dice: Random) -> Asked:
        """The next request: to the API, of a form of the page, of a form made up, or of a page."""
        method, pattern, cells = dice.choice(TABLE).split(" ")
        actor = self._actor(cells, dice)
        right = filled(pattern, self.things)
        path, names = asking.path_of(pattern, right, dice), self._names(right, dice)
        if pattern in self.bodies and dice.random() < 0.8:
            return asking.of_api(actor, path, self.bodies[pattern], dice)
        if dice.random() < (0.8 if method == "POST" else 0.1):
            return asking.blind(actor, path, dice, names)
        if dice.random() < 0.7 and (forms := self.forms_of(actor, right)):
            return asking.sent(actor, right, dice.choice(forms), dice)
        path += asking.query(dice, names)
        return Asked(actor, "GET", path, None, asking.headers(dice))

    @staticmethod
    def _actor(cells: str, dice: Random) -> str:
        """Mostly one who gets further than a refusal, according to the table."""
        able = [actor for actor, cell in zip(ACTORS, cells, strict=True) if cell in ".>9v"]
        return dice.choice(able if able and dice.random() < 0.8 else ACTORS)

    def _names(self, path: str, dice: Random) -> list[str]:
        """The parameters that the module of this page reads, or its room; of a library, all."""
        place = self._place(path)
        return self._read_in(place.partition("/")[0] if dice.random() < 0.3 else place)

    def names_of(self, path: str) -> set[str]:
        """The parameters that the module of this page reads."""
        return set(self._read_in(self._place(path)))

    @staticmethod
    def _place(path: str) -> str:
        package, _dot, module = resolve(path).func.__module__.partition(".")
        return module.replace(".", "/") if package == "hongmajia" else ""

    def _read_in(self, place: str) -> list[str]:
        if place not in self.names:
            self.names[place] = asking.names_read(place)
        return self.names[place]

    def forms_of(self, actor: str, path: str) -> list[Form]:
        """The forms of a page, read once: whatever changes it is taken back."""
        if (actor, path) not in self.forms:
            self.forms[actor, path] = self._read_forms(actor, path)
        return self.forms[actor, path]

    def _read_forms(self, actor: str, path: str) -> list[Form]:
        answer = self.send(Asked(actor, "GET", path))
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return []
        return forms_of(getattr(answer, "content", b"").decode())

    def _note(self, **_signal: Any) -> None:
        """Remember the exception of a request, and the line of the product that raised it."""
        error = sys.exc_info()[1]
        frames = traceback.extract_tb(error.__traceback__ if error else None)
        own = [frame for frame in frames if "/hongmajia/" in frame.filename]
        at = f"{own[-1].filename.partition('src/')[2]}:{own[-1].lineno}" if own else "no own line"
        self.error = f"{type(error).__name__}: {str(error)[:200]!r} at {at}"

    def _bodies(self, province: Any) -> dict[str, dict[str, Any]]:
        need = {
            "text": "焊接变形大，求办法", "contact_name": "沈女士", "contact_phone": "13900000009",
            "region": "330521", "title": "", "goal": "", "urgency": "normal",
            "visibility": "masked", "wanted_by": "2026-06-01", "credit_code": None,
            "enterprise_name": "莫干精工",
        }  # fmt: skip
        return {
            "api/needs": {**need, "mode": "both", "helpers_wanted": 1},
            "api/engagements/order": {**need, "offer": self.things["pk:offers"], "mode": None},
            "api/engagements/claim": {"need": self.things["need"], "helper": self.things["helper"]},
            "api/engagements/<int:pk>/decline": {"reason": "太忙"},
        }
