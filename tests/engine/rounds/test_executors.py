"""Work on blocks: in their order, not all of it handed out at once, the rest called off."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from hongmajia.engine import HelperIndex
from hongmajia.engine.rounds import executors
from hongmajia.engine.rounds.executors import map_blocks
from tests.engine.examples import index

handed_out: list[int] = []


def blocks(count: int) -> Iterator[int]:
    handed_out.clear()
    for number in range(count):
        handed_out.append(number)
        yield number


def squared(_: HelperIndex, number: int) -> int:
    return number * number


@pytest.fixture(autouse=True)
def three_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "BLOCKS_AHEAD", 3)


def test_what_is_made_comes_in_the_order_of_the_blocks() -> None:
    known = index()
    with ThreadPoolExecutor(4) as executor:
        beside = list(map_blocks(blocks(20), squared, known, executor))
    assert (
        beside == list(map_blocks(blocks(20), squared, known, None)) == [n * n for n in range(20)]
    )


def test_no_more_is_handed_out_than_is_soon_worked_on() -> None:
    with ThreadPoolExecutor(2) as executor:
        made = map_blocks(blocks(20), squared, index(), executor)
        assert handed_out == [0, 1, 2], "the first are at work before anybody asks for them"
        assert next(made) == 0
        assert handed_out == [0, 1, 2, 3]


def test_whoever_stops_early_leaves_no_work_behind() -> None:
    held, worked = Event(), []

    def slow(_: HelperIndex, number: int) -> int:
        if number:
            held.wait(5)
            worked.append(number)
        return number

    with ThreadPoolExecutor(1) as executor:
        made = map_blocks(blocks(20), slow, index(), executor)
        assert next(made) == 0
        made.close()  # type: ignore[attr-defined]
        held.set()
    assert worked in ([], [1])
