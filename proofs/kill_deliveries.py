"""kill -9 of the worker that sends messages, twenty times under load: 0 lost, 0 double.

    python proofs/kill_deliveries.py [--rounds 20] [--on sqlite|postgresql]

A gateway on this machine takes a while for each message, so that kills meet messages on their way.
Once it knows messages by our key, once it does not: then what was on its way must not be sent again
and ends as a telephone call. A message is lost if it neither was taken nor became a call.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import installed_on, run_rounds  # noqa: E402

KEYED = '{"to": "{phone}", "content": "{text}", "once": "{key}"}'
PLAIN = '{"to": "{phone}", "content": "{text}"}'
WORKERS = 2
MESSAGES_A_ROUND = 12
SLOWNESS = 0.15
TIMEOUT = 2


def prove(name: str, rounds: int) -> list[str]:
    """Both gateways on one new database; the sentences about what broke a bound."""
    faults: list[str] = []
    with installed_on(name, HONGMAJIA_LOG_LEVEL="ERROR"):
        from django.core.management import call_command

        from tests.actors import build_province

        call_command("migrate", verbosity=0)
        province = build_province()
        for keyed in (True, False):
            faults += Killing(province, keyed, rounds).run(name)
    return faults


class Killing:
    """One gateway, its workers, and what became of every message."""

    def __init__(self, province: Any, keyed: bool, rounds: int) -> None:
        self.province, self.keyed, self.rounds = province, keyed, rounds
        self.workers: list[subprocess.Popen[bytes]] = []
        self.told: dict[str, Any] = {}
        """Number → the need whose asker is told by it; each hears once."""
        self.met = 0
        """How many messages were on their way when their worker was killed."""

    def run(self, name: str) -> list[str]:
        """Tell, kill, wait until every message has ended, and count."""
        from tests.fake_sms import FakeSms

        with FakeSms() as gateway:
            gateway.slowness = SLOWNESS
            gateway._server.handle_error = lambda *_: None  # a killed worker hung up
            self.switch_on(gateway)
            self.workers = [self.start() for _worker in range(WORKERS)]
            try:
                self.kill_under_load()
                self.wait_for_the_end()
            finally:
                for worker in self.workers:
                    worker.kill()
                    worker.wait()
            return self.count(name, gateway)

    def switch_on(self, gateway: Any) -> None:
        """The gateway as the setting of this process and of the workers."""
        from django.conf import settings

        from hongmajia.config import environment
        from tests.fake_sms import KEY

        texts = {
            "URL": gateway.url, "BODY": KEYED if self.keyed else PLAIN,
            "HEADERS": json.dumps({"Authorization": KEY}), "OK": "$.code=OK",
            "TIMEOUT": str(TIMEOUT), "PER_HOUR": "1000000",
        }  # fmt: skip
        os.environ |= {f"HONGMAJIA_SMS_{key}": text for key, text in texts.items()}
        for variable in environment.SMS:
            setattr(settings, variable.name.removeprefix("HONGMAJIA_"), variable.read())

    def start(self) -> subprocess.Popen[bytes]:
        """A worker of the queue of short tasks."""
        command = [sys.executable, "-m", "hongmajia", "worker", "--queue", "short"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_under_load(self) -> None:
        """In each round, tell some askers and kill the workers while one sends."""
        from django.utils import timezone

        from hongmajia.notices.models import Delivery

        chosen = random.Random(7)
        for _round in range(self.rounds):
            for _message in range(MESSAGES_A_ROUND):
                self.tell()
            begun, until = timezone.now(), time.monotonic() + 60
            sending = Delivery.objects.filter(state="sending", claimed_at__gte=begun)
            while not sending.exists() and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(chosen.uniform(0, SLOWNESS))
            for worker in self.workers:
                worker.kill()
                worker.wait()
            self.met += sending.count()
            self.workers = [self.start() for _worker in range(WORKERS)]

    def tell(self) -> None:
        """Tell the asker of a new need, who has no account."""
        from django.db import transaction

        from hongmajia.needs.queries import asker_side
        from hongmajia.needs.told import ESCALATED
        from hongmajia.notices.telling import tell
        from tests.actors import make_need

        phone = f"1{3 if self.keyed else 5}8{len(self.told):08d}"
        with transaction.atomic():
            need = make_need(
                self.province, asker=None, enterprise=None, enterprise_name="德清小罐厂",
                contact_phone=phone,
            )  # fmt: skip
            words = {"title": need, "union": self.province.huzhou}
            tell(asker_side(need), ESCALATED, "/", story=need.story, kind="changed", **words)
        self.told[phone] = need

    def wait_for_the_end(self) -> None:
        """Until no message waits or is on its way, as the clock would have it."""
        from django.utils import timezone

        from hongmajia.notices.models import Delivery
        from hongmajia.notices.sending import send_due

        until = time.monotonic() + 240
        open_ones = Delivery.objects.filter(state__in=["queued", "sending", "failed"])
        while open_ones.exists() and time.monotonic() < until:
            Delivery.objects.filter(state="failed").update(due_at=timezone.now())
            send_due.enqueue()
            time.sleep(2)

    def count(self, name: str, gateway: Any) -> list[str]:
        """Print what became of the messages; the sentences about what broke a bound."""
        from hongmajia.notices.models import Delivery

        rows = {row.phone: row for row in Delivery.objects.select_related("call")}
        rows = {phone: row for phone, row in rows.items() if phone in self.told}
        if self.keyed:  # as a gateway counts that knows a second request by its key
            once = {(each.fields["once"], each.fields["to"]) for each in gateway.taken}
            taken = Counter(phone for _key, phone in once)
        else:
            taken = Counter(each.fields["to"] for each in gateway.taken)
        double = [phone for phone, n in taken.items() if n > 1]
        lost = [phone for phone in self.told if not taken[phone] and not has_call(rows, phone)]
        silent = [phone for phone, row in rows.items() if row.state == "sent" and not taken[phone]]
        states = Counter(row.state for row in rows.values())
        kind = "a gateway that knows our key" if self.keyed else "a gateway that does not"
        print(
            f"{name}, {kind}: {len(self.told)} told, {self.rounds} kills met {self.met} on their "
            f"way; {dict(states)}, "
            f"{len(lost)} lost, {len(double)} double, {len(silent)} said sent and not taken"
        )
        bounds = {"lost": lost, "double": double, "said to be sent": silent}
        return [f"{kind}: {len(found)} {what}" for what, found in bounds.items() if found]


def has_call(rows: dict[str, Any], phone: str) -> bool:
    """Whether somebody is to telephone instead."""
    return phone in rows and rows[phone].call is not None


if __name__ == "__main__":
    sys.exit(run_rounds(__file__, __doc__, 20, prove))
