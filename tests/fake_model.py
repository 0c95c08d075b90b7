"""An endpoint with OpenAI's chat protocol on this machine; it answers or fails as told.

    with FakeModel() as model:
        model.switch_on(settings)
        model.says({"order": [2, 1]})
        …
        assert "德清" not in model.asked[0].given

It reads requests by itself and shares no code with the package ``chat``.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

from pytest_django import Settings

KEY = "key-of-the-tests"


class Question(NamedTuple):
    """One request as it arrived: where, by which key, the task and the texts."""

    path: str
    key: str
    model: str
    task: str
    given: str


class Handler(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        task, given = (message["content"] for message in body["messages"])
        key = self.headers.get("Authorization", "")
        fake = self.server.fake
        fake.asked.append(Question(self.path, key, body["model"], task, given))
        if fake.waits:
            fake.released.wait(20)
        if fake.drips:
            self._drip()
            return
        said = fake.answer(json.loads(given))
        self.send_response(fake.status)
        if 300 <= fake.status < 400:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        try:
            self.wfile.write(said)
        except OSError:
            fake.left = True  # who asked has not waited

    def _drip(self) -> None:
        """Send a byte now and then, so that no single wait is long."""
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.fake.released.wait(0.1):
                self.wfile.write(b" ")
        except OSError:
            self.server.fake.left = True

    def log_message(self, *_: object) -> None:
        """Tests are silent."""


class FakeModel:
    """Answers every question with ``content``, or with the bytes ``raw``."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.status, self.content, self.raw = 200, "{}", b""
        self.waits = self.drips = self.left = False
        self.released = threading.Event()

    def __enter__(self) -> Self:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.fake = self  # type: ignore[attr-defined]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def switch_on(self, settings: Settings, seconds: float = 5) -> None:
        settings.MODEL_URL, settings.MODEL_NAME = self.url, "model-of-the-tests"
        settings.MODEL_KEY, settings.MODEL_SECONDS = KEY, seconds

    def says(self, content: Any) -> None:
        """Answer with this, as JSON unless it is a text."""
        told = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        self.content = told

    def answer(self, given: dict[str, Any]) -> bytes:
        """The answer to what was given."""
        return (
            self.raw or json.dumps({"choices": [{"message": {"content": self.content}}]}).encode()
        )
