"""Embeddings in the web: the worker computes them, the index reads them, no page waits for them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from hongmajia.engine import Meaning
from hongmajia.matching import meaning
from hongmajia.matching.index import index_of_everyone
from hongmajia.matching.tasks import learn_meanings, learn_needs
from hongmajia.needs.actions import list_need
from hongmajia.needs.models import Need
from hongmajia.people.actions import register_artisan
from hongmajia.people.models import Helper
from hongmajia.unions.models import Region
from tests.actors import Province, make_need

Work = Callable[[], None]


class Model:
    """An embedder for which texts about welding mean the same; it records the texts it reads."""

    name = "welding or not"

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        return np.array([[1.0, 0.0] if "焊" in each else [0.2, 1.0] for each in texts], np.float32)

    embed_profiles = embed_queries


@pytest.fixture
def model(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """Install ``Model`` as the embedder, with a vector folder of its own."""
    settings.VECTORS = tmp_path / "vectors"
    found = Model()
    monkeypatch.setattr(meaning, "find_embedder", lambda _: found)
    meaning._embedder.cache_clear()
    yield found
    meaning._embedder.cache_clear()


def test_before_the_worker_looked_nothing_is_compared_by_meaning(
    province: Province, model: Model
) -> None:
    assert index_of_everyone().meaning is None
    assert model.read == []


def test_the_worker_learns_helpers_and_needs_and_each_text_once(
    province: Province, model: Model
) -> None:
    make_need(province)
    learn_meanings.call()
    assert any("不锈钢" in text for text in model.read)
    first = len(model.read)
    learn_meanings.call()
    assert len(model.read) == first


def test_the_index_then_compares_meanings_without_asking_the_model(
    province: Province, model: Model
) -> None:
    learn_meanings.call()
    model.read.clear()
    index = index_of_everyone()
    assert isinstance(index.meaning, Meaning)
    assert index.arrays.profiles.meaning.any()
    assert model.read == []


def test_a_shortlist_says_that_the_meaning_is_near(
    province: Province, model: Model, client: Client
) -> None:
    need = make_need(province)
    learn_meanings.call()
    client.force_login(province.xu)
    assert "意思相近" in client.get(f"/needs/{need.pk}/shortlist/").text


def test_a_need_that_is_listed_is_learnt_soon(province: Province, model: Model, work: Work) -> None:
    learn_meanings.call()
    need = make_need(province, "submitted", text="薄板拼焊以后翘曲")
    list_need(need=need, actor=province.xu, category=1)
    work()
    assert any("薄板拼焊" in text for text in model.read)


def test_a_helper_who_came_since_is_like_one_without_a_word_and_then_learnt(
    province: Province, model: Model
) -> None:
    learn_meanings.call()
    before = index_of_everyone()
    province.zhou_helper.bio = "也会焊接"
    province.zhou_helper.save()
    assert not meaning_of(province.zhou_helper.pk).any()
    learn_meanings.call()
    assert meaning_of(province.zhou_helper.pk).any()
    assert len(index_of_everyone()) == len(before)


def meaning_of(helper: int) -> np.ndarray:
    index = index_of_everyone()
    profile = index.arrays.profile_rows[index.position[str(helper)]]
    found: np.ndarray = index.arrays.profiles.meaning[profile]
    return found


def test_a_large_roll_is_learnt_bit_by_bit(
    province: Province, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "BATCH_SIZE", 1)
    for _ in range(len(index_of_everyone()) - 1):
        learn_meanings.call()
        assert index_of_everyone().meaning is None
    learn_meanings.call()
    assert index_of_everyone().meaning is not None


def test_older_needs_are_learnt_after_the_newest(
    province: Province, model: Model, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    """The newest ones keep their vectors, and must not stand in the way of the others."""
    learn_meanings.call()
    monkeypatch.setattr(meaning, "BATCH_SIZE", 2)
    texts = [f"{number}号罐体翘曲" for number in range(5)]
    for text in texts:
        make_need(province, text=text)
    learn_needs.enqueue()
    work()
    assert all(any(text in read for read in model.read) for text in texts)


def test_a_helper_who_is_registered_is_learnt_at_once_and_many_by_one_task(
    province: Province, model: Model, work: Work
) -> None:
    work()
    for name in ("贺一", "贺二"):
        register_artisan(
            actor=province.shen,
            union=province.huzhou,
            name=name,
            trade="焊工",
            region=Region.objects.get(pk="330502"),
            specialities=[f"{name}的焊法"],
        )
    waiting = DBTaskResult.objects.ready().filter(task_path=learn_meanings.module_path)
    assert waiting.count() == 1
    work()
    assert any("贺二的焊法" in text for text in model.read)


def test_while_helpers_are_learnt_the_page_does_not_say_that_nobody_suits(
    province: Province, model: Model, client: Client, work: Work
) -> None:
    need = make_need(province)
    Helper.objects.update(is_active=False)
    client.force_login(province.xu)
    learn_meanings.enqueue()
    page = client.get(f"/needs/{need.pk}/shortlist/").text
    assert "正在比对" in page
    assert "暂时没有合适的师傅" not in page
    work()
    page = client.get(f"/needs/{need.pk}/shortlist/").text
    assert "正在比对" not in page
    assert "暂时没有合适的师傅" in page


def test_without_an_embedder_the_words_alone_decide_again(
    province: Province, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn_meanings.call()
    monkeypatch.setattr(meaning, "find_embedder", lambda _: None)
    meaning._embedder.cache_clear()
    learn_meanings.call()
    assert index_of_everyone().meaning is None
    assert Need.objects.count() == 0
