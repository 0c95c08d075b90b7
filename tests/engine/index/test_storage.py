"""An index in a folder: the same answers, mapped into memory, versioned."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from hongmajia.engine import (
    Candidate,
    EngineError,
    HelperIndex,
    Kind,
    Meaning,
    drop_old_versions,
    load_index,
    plan,
    save_index,
    shortlist,
)
from tests.engine.examples import DONG, EVERYBODY, FISH, MACHINE, WELDING, Letters

PEOPLE = [
    replace(
        DONG,
        id="team",
        kind=Kind.TEAM,
        categories=frozenset({1, 5}),
        honours=("浙江工匠",),
        solved=("不锈钢罐体焊完变形",),
        weekly=2,
    ),
    *EVERYBODY,
]


def prepare(folder: Path, number: int) -> list[Candidate]:
    """What another process is told."""
    return shortlist(load_index(folder), (WELDING, FISH, MACHINE)[number % 3])


def test_a_kept_index_answers_as_the_one_it_was_made_from(tmp_path: Path) -> None:
    built = HelperIndex.build(PEOPLE)
    save_index(built, tmp_path)
    loaded = load_index(tmp_path)
    needs = [WELDING, FISH, MACHINE]
    assert list(loaded.helpers) == PEOPLE
    assert plan(needs, loaded) == plan(needs, built)
    assert [shortlist(loaded, need) for need in needs] == [shortlist(built, need) for need in needs]


def test_it_is_mapped_and_never_changed(tmp_path: Path) -> None:
    save_index(HelperIndex.build(PEOPLE), tmp_path)
    loaded = load_index(tmp_path)
    assert not loaded.arrays.profiles.crafts.flags.writeable
    today = loaded.with_capacity({"dong": 0})
    assert today.helpers[today.position["dong"]].capacity == 0
    assert loaded.helpers[loaded.position["dong"]].capacity == DONG.capacity


def test_processes_share_it(tmp_path: Path) -> None:
    save_index(HelperIndex.build(PEOPLE), tmp_path)
    with ProcessPoolExecutor(2) as crew:
        found = list(crew.map(partial(prepare, tmp_path), range(6)))
    assert found[:3] == found[3:]
    assert [some[0].helper for some in found[1:3]] == ["chen", "zhou"]


def test_a_new_version_leaves_those_who_have_the_old_one_alone(tmp_path: Path) -> None:
    save_index(HelperIndex.build(EVERYBODY), tmp_path)
    old = load_index(tmp_path)
    for _ in range(3):
        save_index(HelperIndex.build([DONG]), tmp_path)
    drop_old_versions(tmp_path)
    assert len(list(tmp_path.glob("v-*"))) == 2
    assert len(load_index(tmp_path)) == 1
    assert len(old) == 4
    assert [each.helper for each in shortlist(old, FISH, 1)] == ["chen"]


def test_it_goes_with_the_embedder_it_was_built_with(tmp_path: Path) -> None:
    meaning = Meaning(Letters())
    built = HelperIndex.build(EVERYBODY, meaning=meaning)
    save_index(built, tmp_path)
    loaded = load_index(tmp_path, meaning)
    assert shortlist(loaded, WELDING) == shortlist(built, WELDING)
    np.testing.assert_array_equal(loaded.arrays.profiles.meaning, built.arrays.profiles.meaning)
    with pytest.raises(EngineError, match="stale_index"):
        load_index(tmp_path)


@pytest.mark.parametrize("harm", ["nothing there", "no pointer", "another format", "half a file"])
def test_what_cannot_be_used_is_refused(tmp_path: Path, harm: str) -> None:
    if harm != "nothing there":
        made = save_index(HelperIndex.build(EVERYBODY), tmp_path)
        if harm == "no pointer":
            (tmp_path / "current").unlink()
        elif harm == "another format":
            (made / "about.json").write_text('{"format": 0, "meaning": "", "weights": {}}')
        else:
            (made / "profiles.crafts.npy").write_bytes(b"")
    with pytest.raises(EngineError, match="stale_index"):
        load_index(tmp_path)


def test_an_index_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_index(HelperIndex.build(EVERYBODY), tmp_path)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="no space"):
        save_index(HelperIndex.build([DONG]), tmp_path)
    assert len(list(tmp_path.glob("v-*"))) == 1
    monkeypatch.undo()
    assert len(load_index(tmp_path)) == 4


def test_an_index_of_nobody_can_be_kept(tmp_path: Path) -> None:
    save_index(HelperIndex.build([]), tmp_path)
    assert shortlist(load_index(tmp_path), WELDING) == []
