"""Requests a second, times and memory under load, with one web process and with several.

    python benchmarks/load.py [--scale 10] [--workers 1 2] [--connections 1 8 32] [--seconds 20]
                              [--asks 10] [--kept FOLDER]

Locust sends as many requests at a time as there are connections: each reader asks for one page
after the other, visitors and cadres in turn, while a program asks ten needs a second. SQLite unless
HONGMAJIA_DATABASE_URL says otherwise (then an empty database). For each number of web processes and
of connections it prints the requests a second, the median and the 95th percentile in milliseconds,
processor milliseconds a request, and the part of each web process in them; the same for a bare page
of the same server; then the memory of each process. The load comes from this machine: how many
requests a second there are depends on the cores that it leaves. Claim: two processes take at most
1.1 × the processor time a request of one, and both work. Needs locust, which `make bench`
installs; Linux only.
"""

import argparse
import itertools
import os
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from locust import HttpUser, constant, constant_throughput, task
from locust.env import Environment
from locust.runners import LocalRunner

# Locust changes how Python waits for the network: it is imported before all that does.
from figures import busy_ms, descendants  # isort: skip
from lists import filled, served, signed_in  # isort: skip
import gevent  # isort: skip

VISITOR = ("/", "/needs/", "/offers/", "/cases/", "/activities/", "/needs/?q=焊接", "/kinds/")
CADRE = ("/desk/", "/needs/queue/", "/needs/", "/engagements/", "/figures/", "/wall/")
BARE = "/healthz"
MOST_CPU = 1.1
"""Processor time a request with several web processes, in that with one."""


class Reader(HttpUser):
    """Asks for one page after the other, without a pause; every second one is a cadre."""

    wait_time = constant(0)
    numbers = itertools.count()
    cookie = ""

    def on_start(self) -> None:
        """Become a visitor or a cadre, and begin somewhere in the list of pages."""
        number = next(self.numbers)
        pages = CADRE if number % 2 else VISITOR
        self.pages = itertools.cycle([*pages[number % len(pages) :], *pages[: number % len(pages)]])
        if number % 2:
            self.client.headers["Cookie"] = self.cookie

    @task
    def read(self) -> None:
        """Ask for the next page; one of another status counts as failed."""
        page = next(self.pages)
        self.client.get(page, name=page, allow_redirects=False)


class BareReader(HttpUser):
    """Asks for a page without a database, again and again."""

    wait_time = constant(0)

    @task
    def read(self) -> None:
        """Ask for the page."""
        self.client.get(BARE)


class Asker(HttpUser):
    """A program that asks needs, each for another person and from another address."""

    fixed_count = 1
    token = ""
    random = Random(1)

    @task
    def ask(self) -> None:
        """Ask a need through the interface."""
        phone = f"137{self.random.randrange(10**8):08}"
        address = ".".join(str(self.random.randrange(1, 255)) for _ in range(4))
        need = {
            "text": "不锈钢管对接焊，焊缝里有气孔，返工很多。", "region": "330521",
            "enterprise_name": f"压力测试厂{phone[3:]}", "contact_name": "王先生",
            "contact_phone": phone,
        }  # fmt: skip
        said = {"Authorization": f"Bearer {self.token}", "X-Forwarded-For": address}
        self.client.post("/api/needs", json=need, headers=said, name="ask")


class Measured(NamedTuple):
    """What one load gave: requests a second, milliseconds, and the work of each web process."""

    per_second: float
    median: float
    high: float
    cpu: float
    parts: list[float]
    failed: int


def main() -> None:
    """Load the site with each number of web processes and connections, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--asks", type=int, default=10, help="needs asked a second")
    parser.add_argument("--kept", default="", metavar="FOLDER")
    chosen = parser.parse_args()
    # Each need comes from another address, as if a proxy said so: one asks little an hour.
    os.environ |= {"HONGMAJIA_PROXY_HOPS": "1", "HONGMAJIA_INTERFACE_PER_MINUTE": "1000000"}
    os.environ["HONGMAJIA_LOG_LEVEL"] = "WARNING"
    Asker.wait_time = constant_throughput(chosen.asks)
    with filled(chosen.scale, kept=chosen.kept):
        Asker.token = new_token()
        print(f"{'processes':<10}{'load':<22}{'a second':>9}{'p50 ms':>8}{'p95 ms':>8}"
              f"{'CPU ms':>8}  work of each process")  # fmt: skip
        one: dict[str, Measured] = {}
        for workers in chosen.workers:
            with served(workers) as site:
                for name, measured in loads(site, chosen):
                    print_row(workers, name, measured, one.setdefault(name, measured))
                print_memory()


def loads(site: str, chosen: argparse.Namespace) -> Any:
    """Yield the name of each load and what it gave, that of the bare page last."""
    Reader.cookie = cookie_of(site)
    for connections in chosen.connections:
        kinds = [Reader, Asker] if chosen.asks else [Reader]
        yield f"{connections} connections", load(site, kinds, connections, chosen.seconds)
    bare = max(chosen.connections)
    yield f"{bare} × bare page", load(site, [BareReader], bare, chosen.seconds)


def load(site: str, kinds: list[type[HttpUser]], connections: int, seconds: int) -> Measured:
    """Send so many requests at a time for so many seconds, after two seconds that do not count."""
    environment = Environment(user_classes=kinds, host=site)
    runner: LocalRunner = environment.create_local_runner()
    runner.start(connections + (Asker in kinds), spawn_rate=connections + 1)
    gevent.sleep(2)
    environment.stats.reset_all()
    servers = descendants()
    begun = [busy_ms([key]) for key in servers]
    gevent.sleep(seconds)
    busy = [busy_ms([key]) - before for key, before in zip(servers, begun, strict=True)]
    total = environment.stats.total
    measured = Measured(
        total.num_requests / seconds,
        total.median_response_time,
        total.get_response_time_percentile(0.95),
        sum(busy) / max(total.num_requests, 1),
        [part / sum(busy) for part in busy if part > sum(busy) / 100],
        total.num_failures,
    )
    runner.quit()
    return measured


def print_row(workers: int, name: str, found: Measured, one: Measured) -> None:
    """Print one row of the table; ``one`` is that of the first number of web processes."""
    parts = " ".join(f"{part:.0%}" for part in found.parts)
    ratio = f"  {found.cpu / one.cpu:.2f} × CPU" if found is not one else ""
    beyond = " too much" if found.cpu > MOST_CPU * one.cpu else ""
    failed = f"  {found.failed} failed" if found.failed else ""
    print(f"{workers:<10}{name:<22}{found.per_second:>9.1f}{found.median:>8.0f}{found.high:>8.0f}"
          f"{found.cpu:>8.1f}  {parts}{ratio}{beyond}{failed}", flush=True)  # fmt: skip


def print_memory() -> None:
    """Print the memory of each process: what is its own, and its part of what is shared."""
    megabytes = [
        int(line.split()[1]) // 1024
        for key in descendants()
        for line in Path(f"/proc/{key}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    ]
    print(f"{'':<10}memory of each process: {' '.join(map(str, megabytes))} MB", flush=True)


def cookie_of(site: str) -> str:
    """The cookies of a cadre of the province, who is signed in once for all."""
    visitor = signed_in(site, "province")
    jar = next(one.cookiejar for one in visitor.handlers if hasattr(one, "cookiejar"))
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def new_token() -> str:
    """The token of a new program of the province that may ask."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
    import django

    django.setup()
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from hongmajia.accounts.actions.duties import appoint_to_duty
    from hongmajia.accounts.duty_enums import DutyKind
    from hongmajia.core.scopes import Scope
    from hongmajia.interface.actions import issue_token, open_account
    from hongmajia.unions.models import Union, User

    duty = appoint_to_duty(actor=None, kind=DutyKind.SECURITY, name="安全", phone="13700000002")
    security = User.objects.get(pk=duty.user_id)
    account = open_account(
        actor=security, union=Union.objects.get(region_id="330500"), name="压力测试",
        purpose="测量速度", scopes=[Scope.READ, Scope.ASK],
    )  # fmt: skip
    until = timezone.localdate() + timedelta(days=1)
    _token, clear = issue_token(actor=security, account=account, expires_on=until)
    connection.close()
    return clear


if __name__ == "__main__":
    main()
