"""Full-text search of Chinese, the same on SQLite and PostgreSQL."""

import pytest
from django.db import connection

from hongmajia.core.search import SearchIndex, words_of_query, words_of_text
from hongmajia.needs.models import need_search

TEXTS = {
    1: "不锈钢焊接变形怎么减少",
    2: "注塑外壳脱模后翘曲变形",
    3: "数控机床 CNC 刀具寿命短",
}


@pytest.fixture
def index(db: None) -> SearchIndex:
    """The index of needs, with words that belong to none."""
    need_search.put(TEXTS.items())
    return need_search


def keys(index: SearchIndex, query: str) -> set[int]:
    """The keys found."""
    found = index.matching(query)
    if isinstance(found, list):
        return set(found)
    with connection.cursor() as cursor:
        cursor.execute(found.sql, found.params)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("变形", {1, 2}),
        ("焊接变形", {1}),
        ("变形 焊接", {1}),
        ("不锈钢", {1}),
        ("cnc", {3}),
        ("CN", {3}),  # the beginning of a word
        ("锅炉", set()),
        ("变形 锅炉", set()),
        ("", set()),
        ("？！", set()),
    ],
)
def test_what_holds_all_words_is_found(index: SearchIndex, query: str, found: set[int]) -> None:
    assert keys(index, query) == found


@pytest.mark.parametrize(
    "query", ['"', "'; DROP TABLE need_search; --", "AND OR NOT", "*", "a:b", "(", "焊 & | !", "\\"]
)
def test_no_query_breaks_it(index: SearchIndex, query: str) -> None:
    keys(index, query)
    assert keys(index, "变形") == {1, 2}


def test_a_changed_text_is_found_by_its_new_words_only(index: SearchIndex) -> None:
    index.put([(1, "锅炉结垢")])
    assert keys(index, "锅炉") == {1}
    assert keys(index, "焊接") == set()


def test_what_is_gone_is_not_found(index: SearchIndex) -> None:
    index.remove([2])
    assert keys(index, "变形") == {1}


def test_long_words_are_kept_whole_and_in_their_parts() -> None:
    assert {"不锈", "不锈钢", "焊接"} <= set(words_of_text("不锈钢焊接"))
    assert words_of_query("变形，变形") == ["变形"]
