import pytest

from benchmarks.categories import WANTED, judgements
from hongmajia.engine import suggest_category
from hongmajia.engine.text.categories import SURE, phrases


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("如何减少或避免不锈钢的焊接变形", 1),
        ("模具抛光效率低，加工周期长", 1),
        ("生产中产生的含盐废水如何资源利用", 2),
        ("钢铁行业余热回收利用", 2),
        ("进口电主轴故障，缺少自主维修技术", 3),
        ("跌落式熔断器老化更换需停电", 3),
        ("制造全流程如何深度降本增效", 4),
        ("产线核心人员的培养", 5),
        ("想请老师傅来教数控编程", 5),
        ("夜班多，职工睡不好，压力大", 6),
        ("家里冰箱坏了没人修", 7),
    ],
)
def test_the_likeliest_category(text: str, category: int) -> None:
    assert suggest_category(text)[0][0] == category


def test_seven_chances_that_add_up_to_one_the_likeliest_first() -> None:
    chances = suggest_category("焊接变形")
    assert sorted(number for number, _ in chances) == [1, 2, 3, 4, 5, 6, 7]
    assert sum(chance for _, chance in chances) == pytest.approx(1)
    assert [chance for _, chance in chances] == sorted((c for _, c in chances), reverse=True)


def test_nothing_said_means_nothing_sure() -> None:
    assert suggest_category("")[0][1] < 0.35


def test_every_category_has_phrases_enough_and_none_twice() -> None:
    texts, categories = phrases()
    assert len(texts) == len(set(texts))
    assert all(categories.count(number) >= 12 for number in range(1, 8))


def test_from_the_sure_probability_nine_of_ten_suggestions_are_right() -> None:
    """And with less they are not, or SURE would be lower (`benchmarks/categories.py`)."""
    judged = [(round(chance, 2), is_right) for chance, is_right in judgements()]
    sure = [is_right for chance, is_right in judged if chance >= SURE]
    fairly_sure = [is_right for chance, is_right in judged if chance >= SURE - 0.1]
    assert len(sure) >= 7
    assert sum(sure) >= WANTED * len(sure)
    assert sum(fairly_sure) < WANTED * len(fairly_sure)
