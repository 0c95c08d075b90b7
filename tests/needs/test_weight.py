"""A first visit to the public list transfers little enough for a mobile connection."""

import gzip
import re
from typing import Any

from django.test import Client

from tests.actors import Province, make_need

PACKED = {"Accept-Encoding": "gzip"}
FETCHED = re.compile(r'(?:href|src)="(/static/[^"#?]+)')


def test_the_list_and_all_it_needs_weigh_at_most_80_kilobytes(province: Province) -> None:
    for number in range(50):
        make_need(province, title=f"不锈钢焊接变形怎么减少，第{number}件")
    client = Client(headers=PACKED)
    page = client.get("/needs/")
    assert page.headers["Content-Encoding"] == "gzip"
    files = set(FETCHED.findall(client.get("/needs/", headers={"Accept-Encoding": ""}).text))
    assert len(files) >= 3, "style, script, icons"
    weights = [weight(page), *(len(gzip.compress(body(client.get(file)))) for file in files)]
    assert sum(weights) <= 80 * 1024


def weight(answer: Any) -> int:
    """Bytes on the line."""
    return len(body(answer))


def body(answer: Any) -> bytes:
    """What is sent; static files are sent packed too, but not by the storage of the tests."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
