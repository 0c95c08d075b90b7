"""Whoever asks for what changed since they last asked misses nothing, whoever writes meanwhile."""

import random
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.interface.conftest import Caller

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run ``work`` on a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_an_earlier_transaction_that_commits_later_is_not_missed(
    deqing: Caller, province: Province
) -> None:
    """On SQLite writers come one after the other; there the second begins when the first ends."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    slow, quick = make_need(province), make_need(province)
    read = deqing.get("/needs").json()["as_of"]
    has_written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            Need.objects.filter(pk=slow.pk).update(goal="慢")
            has_written.set()
            assert may_commit.wait(20)

    thread = in_thread(write_slowly)
    assert has_written.wait(20)
    Need.objects.filter(pk=quick.pk).update(goal="快")  # begun later, committed earlier
    first = deqing.get("/needs", {"updated_since": read}).json()
    assert [row["goal"] for row in first["rows"]] == ["快"]
    may_commit.set()
    thread.join()
    second = deqing.get("/needs", {"updated_since": first["as_of"]}).json()
    assert [row["goal"] for row in second["rows"]] == ["慢"]


def test_a_reader_keeps_up_with_four_writers(deqing: Caller, province: Province) -> None:
    """What a reader has gathered by ``as_of`` and ``cursor`` in the end is what is stored."""
    keys = [make_need(province).pk for _ in range(12)]
    gathered: dict[int, str] = {}
    is_done = threading.Event()

    def write(seed: int) -> None:
        dice = random.Random(seed)
        for n in range(15):
            with transaction.atomic():
                for key in sorted(dice.sample(keys, 2)):
                    Need.objects.filter(pk=key).update(goal=f"{seed}-{n}")
                time.sleep(dice.random() / 50)

    def read_page(since: str, cursor: str) -> tuple[str, str]:
        query = {"limit": "3", "cursor": cursor, **({"updated_since": since} if since else {})}
        page = deqing.get("/needs", query).json()
        gathered.update({row["id"]: row["goal"] for row in page["rows"]})
        return page["as_of"] or since, page["next"]

    def read() -> None:
        since = cursor = ""
        is_last = False
        while not is_last or cursor:
            is_last = is_last or (is_done.is_set() and not cursor)
            since, cursor = read_page(since, cursor)

    reader = in_thread(read)
    writers = [in_thread(lambda seed=seed: write(seed)) for seed in range(4)]
    for writer in writers:
        writer.join()
    is_done.set()
    reader.join()
    assert gathered == dict(Need.objects.values_list("pk", "goal"))
