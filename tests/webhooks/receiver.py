"""A neighbouring system on this machine: it verifies, refuses what it has, and keeps the rest.

    with Receiver(secret) as receiver:
        …
        assert receiver.taken == ["need.listed"]

It verifies by the published rule and shares no code with what signs:
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class Hook(BaseHTTPRequestHandler):
    """Answers each request with what ``server.receiver`` says."""

    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        names = {name.lower(): value for name, value in self.headers.items()}
        status = self.server.receiver.judge(names, body)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Keep quiet."""


class Receiver:
    """Takes each event once. ``faults`` are statuses with which it answers the next requests."""

    def __init__(self, secret: str = "", tls: ssl.SSLContext | None = None) -> None:
        self.secret = secret
        self.faults: list[int] = []
        self.asked: list[dict[str, Any]] = []
        self.replays: list[str] = []
        self.forged = 0
        self.bodies: dict[str, dict[str, Any]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
        self.server.receiver = self  # type: ignore[attr-defined]
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook?from=hm"

    @property
    def taken(self) -> list[dict[str, Any]]:
        """The events it has taken, in their order."""
        return list(self.bodies.values())

    def judge(self, headers: dict[str, str], body: bytes) -> int:
        """The status for one request."""
        self.asked.append({"headers": headers, "body": body})
        if self.faults:
            return self.faults.pop(0)
        if not self._is_genuine(headers, body):
            self.forged += 1
            return 401
        key = headers["webhook-id"]
        if key in self.bodies:
            self.replays.append(key)
            return 200
        self.bodies[key] = json.loads(body)
        return 204

    def _is_genuine(self, headers: dict[str, str], body: bytes) -> bool:
        stamp = headers["webhook-timestamp"]
        if abs(time.time() - int(stamp)) > 300:
            return False
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = b".".join([headers["webhook-id"].encode(), stamp.encode(), body])
        expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        given = [part.partition(",")[2] for part in headers["webhook-signature"].split(" ")]
        return any(hmac.compare_digest(expected, each) for each in given)

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.server.shutdown()
        self.server.server_close()
