"""What a need asks for: its own words and its category before the industry of its firm."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import Helper, HelperIndex, Need, describe, explain, plan, query_text
from hongmajia.engine.index.questions import INDUSTRY_SHARE, read_questions
from hongmajia.engine.text import crafts, ngrams
from tests.engine.examples import EVERYBODY, MACHINE, VIOLIN, WELDING

POWER = "电力、热力生产和供应业"
STOCK = Need(
    id="stock",
    title="备品备件库存占用资金多",
    text="备品备件库存占用资金多，怎么降下来",
    industry=POWER,
    category=4,
    region="浙江湖州德清",
)
HE = Helper(
    id="he",
    name="何师傅",
    trade="锅炉工",
    specialities=("锅炉热力系统运行", "供热管网节能"),
    text="在热力生产和供应企业检修锅炉二十年",
    region="浙江湖州德清",
)
WU = Helper(
    id="wu",
    name="吴师傅",
    trade="精益管理",
    specialities=("班组精益管理", "库存与采购"),
    region="浙江温州苍南",
)
INDUSTRIES = (POWER, "农业", "纺织业", "汽车制造业", "医药制造业", "橡胶和塑料制品业")
TEXTS = ("焊缝有气孔", "鱼塘死鱼", "主轴异响", "卡料", "备件库存多", "设备不好用", "走音", "")


def test_a_question_of_management_goes_to_a_manager_not_to_the_trade_of_the_firm() -> None:
    known = HelperIndex.build([*EVERYBODY, HE, WU])
    assert [pair.helper for pair in plan([STOCK], known).pairs] == ["wu"]
    assert "unknown_subject" in [each.code for each in explain(known, STOCK, "he").blocked]


def test_where_nobody_can_the_craft_of_the_question_is_named() -> None:
    made = plan([STOCK], HelperIndex.build([HE]))
    assert not made.pairs
    assert describe(made.unserved[0].cause) == "没有懂管理与培训的师傅"


@pytest.mark.parametrize("category", [None, 1, 3])
def test_the_industry_alone_is_no_craft_that_is_missing(category: int | None) -> None:
    need = replace(VIOLIN, industry=POWER, category=category)
    made = plan([need], HelperIndex.build(EVERYBODY))
    assert describe(made.unserved[0].cause) == "没有师傅懂这一行"


@pytest.mark.parametrize("category", [4, 6, 7])
def test_in_questions_that_every_firm_has_the_industry_says_nothing(category: int) -> None:
    known = HelperIndex.build([*EVERYBODY, HE, WU])
    power, farm = (replace(STOCK, category=category, industry=name) for name in (POWER, "农业"))
    assert explain(known, power, "he") == explain(known, farm, "he")


def test_a_lesson_in_welding_is_given_by_a_welder() -> None:
    lesson = replace(WELDING, text="想请师傅来教不锈钢焊接", industry=POWER, category=5)
    known = HelperIndex.build([*EVERYBODY, HE, replace(WU, region="浙江湖州德清")])
    assert plan([lesson], known).pairs[0].helper == "dong"


def test_without_industry_and_category_only_the_words_count() -> None:
    known = HelperIndex.build(EVERYBODY)
    asked = known.prepare([MACHINE])
    named = crafts.craft_totals([f"{MACHINE.title} {MACHINE.text}"])
    assert set(named.indices) <= set(asked.crafts.indices)
    assert not asked.industries.nnz


def test_a_short_text_is_embedded_without_the_industry() -> None:
    assert POWER not in query_text(Need(id="n", text="卡料", industry=POWER))
    assert POWER in query_text(
        Need(id="n", text="滚筒烘干机出口处经常卡料停机" * 2, industry=POWER)
    )
    assert POWER not in query_text(replace(STOCK, text=STOCK.text * 9))


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from(TEXTS),
    industry=st.sampled_from(INDUSTRIES),
    category=st.sampled_from((None, 1, 2, 3, 4, 5, 6, 7)),
)
def test_the_industry_never_outweighs_what_was_said(
    text: str, industry: str, category: int | None
) -> None:
    """Not in the words; and what was said has the same crafts whatever the industry."""
    need = Need(id="n", text=text, industry=industry, category=category)
    idf = ngrams.IdfWeights(np.ones(ngrams.DIMENSIONS, np.float32))
    (words, meant, _), (bare, own, none) = (
        read_questions([each], idf) for each in (need, replace(need, industry=""))
    )
    if bare.nnz:
        from_words = words.multiply(bare.sign())
        assert from_words.multiply(from_words).sum() >= 1 / (1 + INDUSTRY_SHARE**2) - 1e-5
    np.testing.assert_array_equal(meant.toarray(), own.toarray())
    assert not none.nnz
