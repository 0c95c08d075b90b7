"""One request to an endpoint with OpenAI's chat protocol, within a time limit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from threading import BoundedSemaphore, Thread
from typing import Any

MOST_BYTES = 200_000
"""Of an answer; an order of twenty has a few hundred."""
MOST_AT_ONCE = 4
"""Requests of a process that may be under way, those given up but not ended among them."""
_slots = BoundedSemaphore(MOST_AT_ONCE)


class Fault(StrEnum):
    """Why there is no answer."""

    TIMEOUT = "timeout"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    STATUS = "status"
    INVALID = "invalid"


class ChatFailed(Exception):  # noqa: N818  # it says what happened
    """The endpoint gave no answer that can be used; ``fault`` says why, ``detail`` the status."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(" ".join(filter(None, (fault, detail))))
        self.fault, self.detail = fault, detail


@dataclass(frozen=True)
class Endpoint:
    """``url`` ends with ``/v1``; ``key``, if not empty, is sent as a bearer token.

    ``seconds`` is the limit for the whole request, however slowly an answer trickles in.
    """

    url: str
    model: str
    key: str = ""
    seconds: float = 8

    def ask(self, task: str, given: str) -> dict[str, Any]:
        """The JSON object with which the model answers ``task`` about ``given``.

        Raises ``ChatFailed``; no message of it names the key or holds a text.
        """
        if not _slots.acquire(blocking=False):
            raise ChatFailed(Fault.BUSY)
        outcome: list[str | ChatFailed] = []
        thread = Thread(target=self._work, args=(task, given, outcome), daemon=True)
        thread.start()
        thread.join(self.seconds)
        if not outcome:
            raise ChatFailed(Fault.TIMEOUT)
        if isinstance(outcome[0], ChatFailed):
            raise outcome[0]
        return object_in(outcome[0])

    def _work(self, task: str, given: str, outcome: list[str | ChatFailed]) -> None:
        try:
            outcome.append(self._said(task, given))
        except ChatFailed as failed:
            outcome.append(failed)
        finally:
            _slots.release()

    def _said(self, task: str, given: str) -> str:
        """What the model says. Redirects are not followed: they would carry the texts elsewhere."""
        import requests  # takes half a second to import

        body: dict[str, Any] = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": task},
                {"role": "user", "content": given},
            ],
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        address = self.url.rstrip("/") + "/chat/completions"
        try:
            with requests.post(
                address, json=body, headers=headers, timeout=self.seconds,
                allow_redirects=False, stream=True,
            ) as answer:  # fmt: skip
                if answer.status_code != 200:
                    raise ChatFailed(Fault.STATUS, str(answer.status_code))
                return content_of(answer.raw.read(MOST_BYTES + 1, decode_content=True))
        except requests.Timeout as error:
            raise ChatFailed(Fault.TIMEOUT) from error
        except (requests.RequestException, OSError) as error:
            raise ChatFailed(Fault.UNREACHABLE, type(error).__name__) from error
        except Exception as error:  # what urllib3 raises below requests while it is read
            raise error if isinstance(error, ChatFailed) else ChatFailed(Fault.INVALID) from error


def content_of(body: bytes) -> str:
    """What the model said, out of an answer of the protocol; ``ChatFailed`` if it is none."""
    if len(body) > MOST_BYTES:
        raise ChatFailed(Fault.INVALID, "too long")
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise ChatFailed(Fault.INVALID) from error
    if not isinstance(said, str):
        raise ChatFailed(Fault.INVALID)
    return said


def object_in(said: str) -> dict[str, Any]:
    """The last JSON object in what a model said: some think aloud first, or fence it."""
    found: dict[str, Any] | None = None
    for each in objects_in(said):
        found = each
    if found is None:
        raise ChatFailed(Fault.INVALID)
    return found


def objects_in(said: str) -> Iterator[dict[str, Any]]:
    """Every JSON object of a text that stands in no other, in order."""
    decoder, at = json.JSONDecoder(), said.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(said, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = said.find("{", end)
