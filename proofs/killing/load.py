"""Requests on loopback without end, each with a connection of its own, and how they fared."""

import http.client
import threading
import time
from dataclasses import dataclass
from itertools import cycle
from typing import Self

PAGES = ("/login/", "/needs/", "/offers/")
TIMEOUT = 20
PAUSE = 0.05


@dataclass(frozen=True)
class Answer:
    """One request: when it was sent and answered (seconds, monotonic), and whether with 200."""

    sent: float
    ended: float
    ok: bool


class Load:
    """Some clients that ask one page after the other, while the ``with`` block runs."""

    def __init__(self, port: int, clients: int = 2) -> None:
        self.port, self.clients = port, clients
        self.answers: list[Answer] = []
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        self._threads = [threading.Thread(target=self._ask) for _ in range(self.clients)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        for page in cycle(PAGES):
            if self._ended.wait(PAUSE):
                return
            sent = time.monotonic()
            ok = get(self.port, page) == 200
            self.answers.append(Answer(sent, time.monotonic(), ok))

    def outage(self, since: float, until: float) -> tuple[int, float]:
        """Of the requests sent in this time: how many failed, and the longest time in seconds in
        which none was answered well."""
        sent = [answer for answer in self.answers if since <= answer.sent <= until]
        well = sorted(answer.ended for answer in sent if answer.ok)
        gaps = [later - earlier for earlier, later in zip([since, *well], well, strict=False)]
        return sum(not answer.ok for answer in sent), max(gaps, default=until - since)


def get(port: int, path: str) -> int:
    """The status of the answer; 0 when there was none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return answer.status
