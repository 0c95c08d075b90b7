"""What the fakes have in common: a server on loopback, people who agree, codes that serve once.

    with FakeDingTalk() as fake:
        fake.switch_on(settings)
        back = fake.agreed(address)  # as if the person had agreed on the page at this address

Each reads requests by itself, after the vendor's page: it shares no code with the client.
"""

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, NamedTuple, Self
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from pytest_django import Settings

from hongmajia.config import environment
from hongmajia.config.provider_parsers import as_allauth

APP, KEY = "app-of-the-tests", "secret-of-the-tests"


class Asked(NamedTuple):
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    body: str
    headers: dict[str, str]


class Answer(NamedTuple):
    """What is answered to it."""

    data: Any
    status: int = 200
    location: str = ""


class Pages(BaseHTTPRequestHandler):
    """Hands each request to the fake."""

    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        where = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, where.path, flat(where.query), flat(body), body, headers)
        self._say(self.server.fake.answer_or_fault(asked))

    do_GET = do_POST  # noqa: N815

    def _say(self, answer: Answer) -> None:
        content = (
            answer.data if isinstance(answer.data, bytes) else json.dumps(answer.data).encode()
        )
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Tests print nothing."""


class Fake:
    """One provider, from ``with`` to its end."""

    id: ClassVar[str]
    """Its name in our addresses."""
    back: ClassVar[str] = "code"
    """The field in which the code comes back."""

    def __init__(self) -> None:
        self.person = "person-1"
        """Who agrees next."""
        self.fault = ""
        """``time-out``, ``broken``, ``expired token``, ``another app``."""
        self.codes: dict[str, str] = {}
        """Codes that were not used yet → whose they are."""
        self.tokens: dict[str, str] = {}
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self._server.daemon_threads = True
        self._server.fake = self  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def given(self) -> dict[str, str]:
        """What an administrator sets."""
        raise NotImplementedError

    def answer(self, asked: Asked) -> Answer:
        """What the vendor's page says is answered."""
        raise NotImplementedError

    def answer_or_fault(self, asked: Asked) -> Answer:
        """The answer, or the fault that the test wants; the page on which people agree has none."""
        if self.is_page(asked):
            return self.answer(asked)
        if self.fault == "time-out":
            self.released.wait(10)
        if self.fault == "broken":
            return Answer(b"<html>welcome</html>")
        return self.answer(asked)

    def is_page(self, asked: Asked) -> bool:
        """Whether people, not our server, open this address."""
        return asked.path == "/page"

    def switch_on(self, settings: Settings, **changed: str) -> None:
        """Set it as the only provider of the installation."""
        variables = {
            "dingtalk": environment.DINGTALK,
            "openid_connect": environment.OIDC,
            "wecom": environment.WECOM,
            "wechat": environment.WECHAT,
            "zhezhengding": environment.ZHEZHENGDING,
            "zheliban": environment.ZHELIBAN,
        }
        key = "openid_connect" if self.id == "oidc" else self.id
        variable = variables[key]
        text = json.dumps({**self.given(), **changed})
        settings.SOCIALACCOUNT_PROVIDERS = as_allauth(**{key: variable.read({variable.name: text})})

    def agreed(self, address: str) -> str:
        """Open the page at ``address`` and agree; where the person is led back to."""
        try:
            build_opener(Stays).open(address, timeout=5)
        except HTTPError as answer:
            return answer.headers["Location"]
        raise AssertionError("the page leads nowhere")

    def lead_back(self, address: str, state: str | None) -> Answer:
        """Lead whoever agreed back with a new code."""
        code = secrets.token_urlsafe(9)
        self.codes[code] = self.person
        more = {self.back: code, **({"state": state} if state is not None else {})}
        join = "&" if "?" in address else "?"
        return Answer({}, 302, f"{address}{join}{urlencode(more)}")

    def person_with(self, code: str) -> str:
        """Whose code it is; it serves once, and only for the application it was given to."""
        person = self.codes.pop(code, "")
        return "" if self.fault == "another app" else person


class Stays(HTTPRedirectHandler):
    """Follows no redirect, so that it can be read."""

    def redirect_request(self, *args: object) -> None:  # type: ignore[override]
        """Stay."""


def flat(text: str) -> dict[str, str]:
    """The last value of each field."""
    return {name: values[-1] for name, values in parse_qs(text, True).items()}
