"""Range requests are answered with exactly the range, the whole file, or 416."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.base import File
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.core.ranges import inert_file

CONTENT = bytes(range(256)) * 3
ENDS = st.one_of(st.none(), st.integers(0, 2 * len(CONTENT)))


def served(asked: str) -> tuple[int, bytes]:
    request = RequestFactory().get("/", headers={"Range": asked})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        path.write_bytes(CONTENT)
        with path.open("rb") as opened:
            answer = inert_file(request, File(opened), "video/mp4", "片.mp4", as_attachment=True)
            whole = answer.streaming_content if answer.streaming else [answer.content]
            return answer.status_code, b"".join(whole)


@settings(deadline=None)
@given(begin=ENDS, end=ENDS)
def test_a_range_is_a_slice(begin: int | None, end: int | None) -> None:
    asked = f"bytes={'' if begin is None else begin}-{'' if end is None else end}"
    status, content = served(asked)
    if begin is None and end is None:
        assert (status, content) == (200, CONTENT)
    elif begin is None:
        expected = CONTENT[-end:] if end else b""
        assert content == expected
    elif begin >= len(CONTENT) or (end is not None and end < begin):
        assert (status, content) == (416, b"")
    else:
        expected = CONTENT[begin:] if end is None else CONTENT[begin : end + 1]
        assert (status, content) == (206, expected)


@settings(deadline=None)
@given(asked=st.text(max_size=30).filter(lambda text: "bytes=" not in text and text.isprintable()))
def test_an_invalid_range_header_gets_the_whole_file(asked: str) -> None:
    assert served(asked.encode("ascii", "ignore").decode()) == (200, CONTENT)


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        (f"bytes={'9' * 5000}-", 416, b""),
        (f"bytes=-{'9' * 5000}", 206, CONTENT),
        (f"bytes=0-{'9' * 5000}", 206, CONTENT),
        ("bytes=²-", 200, CONTENT),
        ("bytes=١-٢", 200, CONTENT),
    ],
)
def test_ranges_in_odd_numbers(asked: str, status: int, content: bytes) -> None:
    assert served(asked) == (status, content)
