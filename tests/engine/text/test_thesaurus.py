"""The thesaurus contradicts itself nowhere, and copies no need and no helper."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from hongmajia.engine.text import likely, ngrams, thesaurus
from hongmajia.engine.text.crafts import craft_weights
from hongmajia.engine.text.industries import crafts_by_industry
from hongmajia.engine.text.taxonomy import taxonomy
from tests.engine.examples import DEMO

MOST_CRAFTS = 16
"""Crafts that may share a word; what more have says nothing."""
TOO_COMMON = "公司 企业 产品 技术 问题 工作 生产 要求 服务 单位 人员 情况 使用 出现 影响 提高 工人"
LONGEST = 12


def words_of(craft: thesaurus.Craft) -> list[str]:
    return [word for words in craft.words for word in words]


def test_it_has_the_breadth_of_the_occupation_list() -> None:
    assert len(thesaurus.crafts()) >= 350
    assert len(taxonomy().points) >= 7000
    assert {each.field for each in thesaurus.crafts()} == {each.name for each in thesaurus.fields()}


@pytest.mark.parametrize("file", thesaurus.thesaurus_files())
def test_each_file_says_why_its_crafts_belong_together(file: str) -> None:
    path = files("hongmajia.engine.text").joinpath("data/thesaurus", file)
    reason, headings, *rows = path.read_text("utf-8").splitlines()
    assert reason.startswith("# ")
    assert len(reason) > 40
    assert headings.split("|") == list(thesaurus.COLUMNS)
    assert {row.count("|") for row in rows} == {headings.count("|")}


def test_every_craft_has_its_own_name_and_enough_words() -> None:
    names = Counter(each.name for each in (*thesaurus.crafts(), *thesaurus.fields()))
    assert [name for name, count in names.items() if count > 1] == []
    assert [each.name for each in thesaurus.crafts() if len(set(words_of(each))) < 10] == []


def test_neighbours_are_crafts_and_nobody_is_their_own() -> None:
    names = {each.name for each in thesaurus.crafts()}
    assert [(e.name, n) for e in thesaurus.crafts() for n in e.near if n not in names] == []
    assert [each.name for each in thesaurus.crafts() if each.name in each.near] == []
    assert [each.name for each in thesaurus.crafts() if not each.near] == []


def test_no_word_is_so_common_that_it_says_nothing() -> None:
    holders = Counter(word for each in thesaurus.crafts() for word in set(words_of(each)))
    assert [word for word, count in holders.items() if count > MOST_CRAFTS] == []
    assert sorted(set(holders) & set(TOO_COMMON.split())) == []
    assert [word for word in holders if len(word) > LONGEST] == []


def test_a_word_that_only_hints_at_a_field_is_not_sure_of_it_as_well() -> None:
    assert [each.name for each in thesaurus.fields() if set(each.words) & set(each.hints)] == []


def test_industries_employ_crafts_that_exist() -> None:
    named = {craft for crafts in crafts_by_industry().values() for craft in crafts}
    assert sorted(named - set(taxonomy().names)) == []


def test_no_need_and_no_helper_of_the_season_stands_in_it() -> None:
    """No word of the thesaurus is a title, a sentence or a speciality that someone really wrote,
    if it is longer than the name of a trade or a thing.
    """
    read = [json.loads(line) for name in ("needs", "helpers") for line in lines(name)]
    told = [row.get(key, "") for row in read for key in ("title", "text")]
    told += [speciality for row in read for speciality in row.get("specialities", ())]
    written = {"".join(ngrams.normalise(text).split()) for text in told}
    copied = [word for each in thesaurus.crafts() for word in words_of(each) if word in written]
    assert [word for word in copied if len(word) > 6] == []


def lines(name: str) -> list[str]:
    return Path(str(DEMO / f"{name}.jsonl")).read_text("utf-8").splitlines()


def test_who_writes_no_word_of_the_list_is_still_understood() -> None:
    text = "染出来的布颜色一缸一个样"
    guessed = likely.likely_totals(ngrams.raw_counts([text])).toarray()[0]
    assert guessed[taxonomy().names.index("印染")] > 0
    assert not craft_weights([text]).toarray()[0, taxonomy().names.index("印染")]


def test_a_guess_needs_something_to_go_by() -> None:
    assert likely.likely_totals(ngrams.raw_counts(["", "OK 123"])).nnz == 0
