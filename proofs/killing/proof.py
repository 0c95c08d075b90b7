"""What `kill_processes.py` does on one database, once Django is set up."""

import shutil
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import Self

import psutil
from django.db import DatabaseError, InterfaceError, connection
from django_tasks_db.models import DBTaskResult

from proofs.killing.load import Load
from proofs.killing.product import PARTS, Product, wait_until
from proofs.killing.sample_tasks import STARTS, long_work, short_work

LONGEST_OUTAGE = {"web": 45.0, "web worker": 10.0, "supervisor": 60.0, "database": 30.0}
"""Seconds without an answer; of the other processes clients must notice nothing at all."""
ORPHANS_END_IN = 10
LAST_NUMBER = 10**9


class Feeder:
    """Enqueues tasks for both queues without end, while the ``with`` block runs."""

    def __init__(self) -> None:
        self.short = self.long = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._feed)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _feed(self) -> None:
        while not self._ended.wait(0.5):
            with suppress(DatabaseError, InterfaceError):
                short_work.enqueue(self.short)
                self.short += 1
                if self.short % 8 == 0:
                    long_work.enqueue(self.long, 2)
                    self.long += 1
            connection.close()


class Proof:
    """The product on one database, what was seen of it, and what broke a bound."""

    def __init__(self, port: int, folder: Path, address: str) -> None:
        self.product = Product(port, str(folder / "serve.log"))
        self.folder, self.address = folder, address
        self.seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.orphans = 0
        self.faults: list[str] = []

    def run(self, name: str, rounds: int) -> list[str]:
        """All of it; prints the figures and returns the sentences about what broke a bound."""
        self.product.start()
        with Load(self.product.port) as load, Feeder() as feeder:
            for _ in range(rounds):
                for part in PARTS:
                    self.kill(part, load)
            if self.address:
                self.restart_database(load)
        self.report_outages(name, rounds)
        self.report_tasks(feeder)
        self.finish_within_grace()
        self.put_back_after_grace()
        return self.faults

    def end(self) -> None:
        """Leave no process behind, and the log where it can be read when a bound was broken."""
        for process in self.product.processes().values():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if self.faults:
            print("log:", shutil.copy(self.product.log, Path(gettempdir()) / "kill_processes.log"))

    def check(self, holds: bool, fault: str) -> None:
        """Remember the sentence unless it holds."""
        if not holds:
            self.faults.append(fault)

    def kill(self, part: str, load: Load) -> None:
        """Kill one process, wait until all parts run again, note what clients saw meanwhile."""
        time.sleep(1)
        before = self.product.processes()
        began = time.monotonic()
        self.product.kill(part)
        leavers = {"supervisor": list(before), "web": ["web", "web worker"]}.get(part, [part])
        for name in self.left_of(leavers, before):
            self.orphans += 1
            self.faults.append(f"{name} lived on after kill -9 of {part}")
        if part == "supervisor":
            self.product.start()
        wait_until(self.product.is_up, 300)
        time.sleep(0.5)
        self.seen[part].append(load.outage(began, time.monotonic()))

    def left_of(self, names: list[str], before: dict[str, psutil.Process]) -> list[str]:
        """Which of the processes still run after ``ORPHANS_END_IN`` seconds."""
        left = psutil.wait_procs([before[name] for name in names], timeout=ORPHANS_END_IN)[1]
        return [name for name in names if before[name] in left]

    def restart_database(self, load: Load) -> None:
        """Restart PostgreSQL under the load: every process stays the same."""
        from cluster import restart

        before = self.product.processes()
        began = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            restart(Path(cursor.fetchone()[0]))
        connection.close()
        wait_until(self.product.is_up, 300)
        time.sleep(5)
        self.seen["database"].append(load.outage(began, time.monotonic()))
        self.check(self.product.processes() == before, "a restart of the database ended a process")

    def report_outages(self, name: str, rounds: int) -> None:
        """A table: of each process, what clients saw when it was killed."""
        print(f"\n{name}, {rounds} rounds\n\n| killed | requests failed | longest wait, ms: "
              "median | worst |\n|---|---|---|---|")  # fmt: skip
        for part, outages in self.seen.items():
            failed = sum(count for count, _ in outages)
            waits = sorted(round(seconds * 1000) for _, seconds in outages)
            print(f"| {part} | {failed} | {waits[len(waits) // 2]} | {waits[-1]} |")
            longest = LONGEST_OUTAGE.get(part)
            if longest is None:
                self.check(failed == 0, f"killing {part} failed {failed} requests")
            else:
                self.check(waits[-1] <= longest * 1000, f"{part}: no answer for {waits[-1]} ms")

    def report_tasks(self, feeder: Feeder) -> None:
        """Wait until the queues are empty; what was enqueued has been done, some of it twice."""
        rows = DBTaskResult.objects.filter(task_path__startswith="proofs.")
        with suppress(SystemExit):
            wait_until(lambda: not rows.filter(status__in=["READY", "RUNNING"]).exists(), 300)
        stuck = rows.filter(status__in=["READY", "RUNNING"]).count()
        failed = rows.filter(status="FAILED").count()
        starts = Counter(STARTS.read_text(encoding="utf-8").splitlines())
        again = sum(count > 1 for count in starts.values())
        print(f"\ntasks: {rows.count()} enqueued, {failed} failed, {stuck} stuck, "
              f"{again} started more than once; orphans: {self.orphans}")  # fmt: skip
        self.check(stuck == 0, f"{stuck} tasks are stuck")
        self.check(failed == 0, f"{failed} tasks failed")
        self.check(len(starts) >= feeder.short + feeder.long, "a task was never started")

    def finish_within_grace(self) -> None:
        """SIGTERM while a task needs five more seconds: it is finished."""
        row, code, seconds = self.stop_during_task(5)
        print(f"SIGTERM, task of 5 s: {row.status} after {seconds:.1f} s, exit code {code}")
        self.check((row.status, code) == ("SUCCESSFUL", 0), "a task was not let finish")
        self.product.start()

    def put_back_after_grace(self) -> None:
        """SIGTERM while a task needs two more minutes: after 30 s it goes back to its queue."""
        row, code, seconds = self.stop_during_task(120)
        print(f"SIGTERM, task of 120 s: {row.status} after {seconds:.1f} s, exit code {code}")
        self.check((row.status, code) == ("READY", 0), "a task was not put back")
        self.check(not row.worker_ids, "the interrupted attempt counts")
        self.check(29 < seconds < 46, f"stopping took {seconds:.0f} s")

    def stop_during_task(self, takes: float) -> tuple[DBTaskResult, int, float]:
        """Stop the product while a task runs: its row, the exit code, the seconds it took."""
        row = DBTaskResult.objects.get(pk=long_work.enqueue(LAST_NUMBER, takes).id)
        running = DBTaskResult.objects.running().filter(pk=row.pk)
        wait_until(running.exists, 60)
        family = list(self.product.processes().values())
        code, seconds = self.product.stop()
        self.check(not psutil.wait_procs(family, timeout=1)[1], "a process outlived SIGTERM")
        row.refresh_from_db()
        return row, code, seconds
