"""Common problems: who asks the same stands together, whatever the words and the order."""

import json
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import EngineError, Need, describe
from hongmajia.engine.problems.common import LEAST_CLOSENESS, CommonProblem, common_problems
from tests.engine.examples import DEMO

ASKED = {
    "welding": (
        "不锈钢薄板焊接后变形怎么控制",
        "薄壁不锈钢罐体焊完翘曲变形大，校平费时间",
        "焊接不锈钢箱体总是变形，怎样减少焊接变形",
        "如何减少或避免不锈钢的焊接变形？",
    ),
    "brine": (
        "含盐废水怎么处理才能达标又能回收盐",
        "化工高盐废水用双极膜处理，酸碱回收率低",
        "双极膜处理含盐废水，膜污染快怎么办",
        "高含盐废水膜处理成本高，想资源化利用",
    ),
    "mould": (
        "注塑模具抛光效率低，表面有流纹",
        "模具抛光全靠手工，效率低、质量不稳",
        "铝合金模具镜面抛光达不到要求，抛光时间长",
    ),
    "pond": (
        "鱼塘水质发黑，鱼缺氧死亡",
        "养殖池塘水质差、溶氧低，鱼陆续死亡怎么调控",
        "养殖尾水氨氮高，水质怎么调",
    ),
    "inverter": (
        "变频器经常报警停机",
        "变频器过流报警，生产线频繁停机",
        "车间变频器夏天老是过热报警",
    ),
    "tool": ("数控车床加工精度不稳，刀具磨损快", "数控加工钛合金刀具磨损太快，换刀频繁"),
    "heat": ("空压机能耗高，想做余热回收", "空压机余热回收用来供热水，如何改造"),
    "bearing": (
        "电机轴承频繁损坏，振动大",
        "风机轴承温度高、振动大，三个月坏一次",
        "水泵电机振动大，轴承经常坏",
    ),
    "rope": ("行车钢丝绳磨损快", "起重机钢丝绳断丝快，更换频繁"),
    "vision": ("质检员看花眼漏检，想上机器视觉检测", "外观缺陷靠人工目检漏检多，视觉检测怎么上"),
}
"""Problems as different people put them."""


def asked() -> list[Need]:
    return [
        Need(id=f"{problem}-{n}", text=text, category=1)
        for problem, texts in ASKED.items()
        for n, text in enumerate(texts)
    ]


def really_asked() -> list[Need]:
    """The season's needs: all different problems, but for those that ask one of the above."""
    rows = DEMO.joinpath("needs.jsonl").read_text("utf-8").splitlines()
    needs = [json.loads(row) for row in rows]
    return [Need(id=n["id"], title=n["title"], text=n["text"], category=1) for n in needs]


SAME_AS = {"D-001": "welding", "D-004": "brine", "D-107": "mould", "D-122": "pond"}


def problem_of(need: str) -> str:
    return SAME_AS.get(need, need.rpartition("-")[0] if need[0].islower() else need)


def test_ten_problems_are_found_among_all_that_is_really_asked() -> None:
    found = common_problems([*really_asked(), *asked()])
    pairs = {pair for group in found for pair in combinations(sorted(group.needs), 2)}
    right = {pair for pair in pairs if len({problem_of(need) for need in pair}) == 1}
    sought = sum(len(texts) * (len(texts) - 1) // 2 for texts in ASKED.values())
    assert len([pair for pair in right if all(n[0].islower() for n in pair)]) == sought
    assert len(pairs - right) <= 3


def test_the_reason_is_what_most_of_them_say() -> None:
    found = {problem_of(group.representative): group for group in common_problems(asked())}
    assert found["welding"].words == ("不锈钢", "变形", "焊接")
    assert "轴承" in found["bearing"].words
    assert LEAST_CLOSENESS <= found["welding"].closeness <= 1
    assert len(found["welding"].needs) == 4


def test_the_most_asked_stands_first() -> None:
    sizes = [len(group.needs) for group in common_problems(asked())]
    assert sizes == sorted(sizes, reverse=True)


def test_the_same_text_twice_is_a_twin() -> None:
    needs = [
        Need(id="a", text="不锈钢薄板焊接后变形怎么控制"),
        Need(id="b", text="不锈钢薄板焊接后，变形怎么控制？"),
        Need(id="c", text="焊接不锈钢箱体总是变形，怎样减少焊接变形"),
    ]
    (found,) = common_problems(needs)
    assert set(found.needs) == {"a", "b", "c"}
    assert [set(twins) for twins in found.duplicates] == [{"a", "b"}]


def test_needs_of_two_categories_are_never_one_problem() -> None:
    two = [Need(id=str(n), text="焊接变形怎么控制", category=n) for n in (1, 5)]
    assert common_problems(two) == []
    unsorted = [Need(id=str(n), text="焊接变形怎么控制") for n in (1, 5)]
    assert len(common_problems(unsorted)) == 1


@pytest.mark.parametrize("texts", [[], ["焊接变形"], ["", ""], ["焊接变形", "小提琴走音"]])
def test_where_nobody_asks_the_same_there_is_nothing(texts: list[str]) -> None:
    assert common_problems([Need(id=str(n), text=text) for n, text in enumerate(texts)]) == []


def test_a_chain_of_likenesses_is_not_one_problem() -> None:
    """Everybody is close to the one in the middle."""
    chain = ["焊接变形", "焊接变形与校平", "校平机压痕", "压痕与划伤检测", "划伤检测相机"]
    needs = [Need(id=str(n), text=text) for n, text in enumerate(chain)]
    assert all(len(group.needs) < len(chain) for group in common_problems(needs))


def test_meaning_brings_together_what_shares_no_word() -> None:
    needs = [Need(id="a", text="职工食堂想更健康"), Need(id="b", text="工友三餐营养跟不上")]
    assert common_problems(needs) == []
    near = np.array([[1, 0.1], [1, 0.12]], dtype=np.float32)
    assert [set(group.needs) for group in common_problems(needs, near)] == [{"a", "b"}]
    apart = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert common_problems(needs, apart) == []


@pytest.mark.parametrize("shape", [(3, 2), (2,)])
def test_vectors_that_do_not_go_with_the_needs_are_refused(shape: tuple[int, ...]) -> None:
    needs = [Need(id="a", text="焊接"), Need(id="b", text="焊接")]
    with pytest.raises(EngineError) as refused:
        common_problems(needs, np.ones(shape, dtype=np.float32))
    assert refused.value.code == "bad_vectors"
    assert describe(refused.value)


def test_an_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(EngineError):
        common_problems([Need(id="a", text="焊接"), Need(id="a", text="焊接")])


# --- whatever is asked ----------------------------------------------------------------------------

PIECES = st.sampled_from([text for texts in ASKED.values() for text in texts])
NEEDS = st.lists(st.tuples(PIECES, st.sampled_from([None, 1, 2])), max_size=25)


def made(asked: list[tuple[str, int | None]]) -> list[Need]:
    return [Need(id=str(n), text=text, category=c) for n, (text, c) in enumerate(asked)]


@settings(max_examples=40, deadline=None)
@given(NEEDS)
def test_nobody_is_in_two_problems_or_alone(asked: list[tuple[str, int | None]]) -> None:
    needs = made(asked)
    found = common_problems(needs)
    members = [need for group in found for need in group.needs]
    assert len(members) == len(set(members))
    category = {need.id: need.category for need in needs}
    for group in found:
        assert len(group.needs) >= 2
        assert len({category[need] for need in group.needs}) == 1
        assert LEAST_CLOSENESS <= group.closeness <= 1
        assert set(sum(group.duplicates, ())) <= set(group.needs)


@settings(max_examples=25, deadline=None)
@given(NEEDS)
def test_asked_again_it_answers_the_same(asked: list[tuple[str, int | None]]) -> None:
    assert common_problems(made(asked)) == common_problems(made(asked))


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12, unique=True))
def test_who_asks_word_for_word_the_same_is_always_found(texts: list[str]) -> None:
    needs = made([(text, 1) for text in [*texts, texts[0]]])
    together = {frozenset(twins) for group in common_problems(needs) for twins in group.duplicates}
    assert any({"0", str(len(texts))} <= twins for twins in together)


def test_the_middle_is_the_first() -> None:
    assert CommonProblem(("a", "b"), 0.5, ()).representative == "a"
