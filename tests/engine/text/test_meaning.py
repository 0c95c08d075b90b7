"""Vectors are computed once, in batches, and kept by the hash of what they come from."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from hongmajia.engine import EngineError, Meaning, VectorStore
from hongmajia.engine.text.meaning import BATCH
from tests.engine.examples import Letters


class Counting(Letters):
    """Remembers what it was asked to embed."""

    def __init__(self, name: str = "letters") -> None:
        super().__init__()
        self.name = name
        self.batches: list[list[str]] = []

    def embed_profiles(self, texts: Sequence[str]) -> np.ndarray:
        self.batches.append(list(texts))
        return super().embed_profiles(texts)


def computed(embedder: Counting) -> list[str]:
    """The texts embedded, the craft table aside."""
    return [text for batch in embedder.batches for text in batch if " " not in text]


def test_vectors_have_length_one_and_nothing_has_none() -> None:
    vectors = Meaning(Letters()).embed_profiles(["焊接", "", "  "])
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0, 0], abs=1e-3)


def test_texts_without_a_word_only_are_no_special_case() -> None:
    meaning = Meaning(Letters())
    assert not meaning.embed_profiles(["", " "]).any()
    assert meaning.embed_queries([]).shape == (0, meaning.embed_profiles(["焊接"]).shape[1])


@pytest.mark.parametrize("on_disk", [False, True])
def test_each_text_is_embedded_once(on_disk: bool, tmp_path: Path) -> None:
    embedder = Counting()
    meaning = Meaning(embedder, VectorStore(tmp_path if on_disk else None))
    first = meaning.embed_profiles(["焊接", "水产", "焊接"])
    assert (first[0] == first[2]).all()
    assert (meaning.embed_profiles(["水产", "焊接"]) == first[[1, 0]]).all()
    assert sorted(computed(embedder)) == ["水产", "焊接"]


def test_the_next_process_finds_what_was_kept(tmp_path: Path) -> None:
    before = Meaning(Counting(), VectorStore(tmp_path)).embed_profiles(["焊接"])
    embedder = Counting()
    assert (Meaning(embedder, VectorStore(tmp_path)).embed_profiles(["焊接"]) == before).all()
    assert embedder.batches == []


def test_another_model_and_the_other_side_have_vectors_of_their_own(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    Meaning(Counting(), store).embed_profiles(["焊接"])
    other = Counting("another")
    Meaning(other, store).embed_profiles(["焊接"])
    assert computed(other) == ["焊接"]
    again = Counting()
    Meaning(again, store).embed_queries(["焊接"])
    assert computed(again) == ["焊接"]


def test_batches_and_progress() -> None:
    told: list[tuple[int, int]] = []
    embedder = Counting()
    meaning = Meaning(embedder, progress=lambda done, total: told.append((done, total)))
    meaning.embed_profiles([f"第{number}件" for number in range(2 * BATCH + 1)])
    assert told[:3] == [(32, 65), (64, 65), (65, 65)]
    assert [len(batch) for batch in embedder.batches[:3]] == [32, 32, 1]


def test_what_was_computed_before_a_failure_is_kept(tmp_path: Path) -> None:
    class Failing(Counting):
        def embed_profiles(self, texts: Sequence[str]) -> np.ndarray:
            if len(self.batches) == 1:
                raise EngineError("embedder_failed", url="…", why="…")
            return super().embed_profiles(texts)

    texts = [f"第{number}件" for number in range(BATCH + 1)]
    with pytest.raises(EngineError, match="embedder_failed"):
        Meaning(Failing(), VectorStore(tmp_path)).embed_profiles(texts)
    embedder = Counting()
    Meaning(embedder, VectorStore(tmp_path)).embed_profiles(texts)
    assert computed(embedder) == texts[-1:]


def test_several_may_write_at_once(tmp_path: Path) -> None:
    def fill(number: int) -> np.ndarray:
        return Meaning(Letters(), VectorStore(tmp_path)).embed_profiles([f"{number}号", "同一件"])[
            1
        ]

    with ThreadPoolExecutor(4) as crew:
        found = list(crew.map(fill, range(8)))
    assert all((each == found[0]).all() for each in found)


def test_a_model_that_changes_its_mind_is_told() -> None:
    class Growing(Letters):
        size = 3

        def embed_profiles(self, texts: Sequence[str]) -> np.ndarray:
            self.size += 1
            return np.ones((len(texts), self.size), np.float32)

    with pytest.raises(EngineError, match="vectors_differ"):
        Meaning(Growing()).embed_profiles([f"第{number}件" for number in range(BATCH + 1)])
