"""Errors are sent to a Sentry-compatible address with the facts that the log has."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

PROGRAM = """
import logging, sys
import django
django.setup()
from django.test import Client
import hongmajia.portal.views.track as track
def find(request, code):
    name = "".join(["董", "建", "国"])
    raise ValueError(f"no {code} of {name}, 138" + "12341234")
track.find, track.page_of_asked = find, lambda request, code: ""
client = Client(raise_request_exception=False)
client.get("/track/HM-2345-6789/?q=secret", headers={"X-Secret": "secret"})
"""


class Receiver(BaseHTTPRequestHandler):
    """Keeps what is posted."""

    received: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.received.append(gzip.decompress(body) if packed else body)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *words: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    Receiver.received = []
    with HTTPServer(("127.0.0.1", 0), Receiver) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def test_an_error_of_a_page_is_reported(server: HTTPServer, process_environment: Any) -> None:
    """In a process of its own, as the library watches the whole process."""
    dsn = f"http://key@127.0.0.1:{server.server_port}/1"
    environment = process_environment(HONGMAJIA_SENTRY_DSN=dsn)
    subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, timeout=60)
    text = b"".join(Receiver.received).decode()
    [event] = [json.loads(line) for line in text.splitlines() if '"exception"' in line]
    [error] = event["exception"]["values"]
    assert error["type"] == "ValueError"
    assert error["value"] == "no … of …, …"
    assert error["stacktrace"]["frames"][-1]["function"] == "find"
    assert event["tags"]["path"] == "/track/<code>/"
    assert len(event["tags"]["request"]) == 32
    assert not [word for word in ("董建国", "13812341234", "HM-2345", "secret") if word in text]
    assert '"vars"' not in text
