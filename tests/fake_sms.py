"""An SMS gateway on this machine that records what it is asked and answers as it is told.

    with FakeSms() as gateway:
        gateway.switch_on(settings)
        …
        assert gateway.messages == [("13812341234", "您的验证码是123456。")]

It reads requests by itself: it shares no code with the channel that it stands in for.
"""

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

from pytest_django import Settings

from hongmajia.config import environment
from hongmajia.notices import sending

BODY = '{"to": "{phone}", "content": "{text}"}'
KEY = "Bearer key-of-the-tests"


class Asked(NamedTuple):
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of its JSON, its form or its query."""
        if "json" in self.headers.get("content-type", ""):
            return dict(json.loads(self.body))
        text = self.body or urlsplit(self.path).query
        return {name: values[-1] for name, values in parse_qs(text, True).items()}


class Gateway(BaseHTTPRequestHandler):
    """Answers every address; what, stands in ``server.fake.fault``."""

    server: Any

    def do_POST(self) -> None:
        """Read the request and answer it, or do what the fault says."""
        length = int(self.headers.get("Content-Length") or 0)
        names = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length).decode("utf-8")
        asked = Asked(self.command, self.path, names, body)
        self.server.fake.asked.append(asked)
        self._answer(self.server.fake, asked)

    do_GET = do_POST  # noqa: N815

    def _answer(self, fake: "FakeSms", asked: Asked) -> None:
        if fake.fault == "reset":
            self._reset()
        elif fake.fault == "timeout":
            fake.released.wait(10)
        elif fake.fault in FAULTS:
            self._say(*FAULTS[fake.fault])
        elif asked.headers.get("authorization", KEY) != KEY:
            self._say(*FAULTS["wrong key"])
        else:
            time.sleep(fake.slowness)
            fake.taken.append(asked)
            self._say(200, json.dumps({"code": "OK", "data": {"id": f"m-{len(fake.taken)}"}}))

    def _say(self, status: int, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _reset(self) -> None:
        """Close with a TCP reset, after the request was read."""
        at_once = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.connection.close()
        self.rfile.close()

    def log_message(self, *args: object) -> None:
        """Tests print nothing."""


FAULTS = {
    "refused number": (200, '{"code": "BAD_NUMBER", "message": "号码不对"}'),
    "throttled": (429, '{"code": "LIMIT"}'),
    "busy": (200, '{"code": "BUSY"}'),
    "wrong key": (401, '{"code": "DENIED"}'),
    "no money": (200, '{"code": "NO_MONEY"}'),
    "5xx": (500, "oops"),
    "unavailable": (503, "later"),
    "invalid answer": (200, "<html>欢迎</html>"),
    "moved": (302, ""),
}
"""Name → status and text; besides these there are ``timeout`` and ``reset``."""


class FakeSms:
    """The gateway, from ``with`` to its end."""

    def __init__(self) -> None:
        self.fault = ""
        self.slowness = 0.0
        """Seconds that it takes to accept a message."""
        self.asked: list[Asked] = []
        """All requests."""
        self.taken: list[Asked] = []
        """The requests that it accepted."""
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
        self._server.daemon_threads = True
        self._server.fake = self  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}/send"

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Number and text of each accepted message, by the body of ``switch_on``."""
        return [(each.fields["to"], each.fields["content"]) for each in self.taken]

    def switch_on(self, settings: Settings, **changed: str) -> None:
        """Set it as the installation's gateway; ``changed`` are settings as texts (``BODY=…``).

        What earlier tests did to theirs is forgotten.
        """
        sending.rests.clear()
        texts = {
            "URL": self.url,
            "BODY": BODY,
            "HEADERS": json.dumps({"Authorization": KEY}),
            "OK": "$.code=OK",
            "REFUSED": "$.code=BAD_NUMBER",
            "LATER": "$.code=BUSY",
            "ID": "$.data.id",
            **changed,
        }
        given = {f"HONGMAJIA_SMS_{name}": text for name, text in texts.items()}
        for variable in environment.SMS:
            setattr(settings, variable.name.removeprefix("HONGMAJIA_"), variable.read(given))
