from hongmajia.engine import NeedIndex

KNOWN = NeedIndex.build(
    ["welding", "fish", "sales"],
    ["不锈钢罐体焊接变形", "鱼塘里的鱼陆续死亡", "产品好，卖不出去"],
)


def test_the_likest_comes_with_the_words_shared() -> None:
    (found,) = KNOWN.similar("不锈钢焊接以后变形很大")
    assert found.id == "welding"
    assert found.words == ("不锈钢", "焊接", "变形")
    assert 0.15 < found.score <= 1


def test_nothing_like_it_is_nothing_found() -> None:
    assert KNOWN.similar("小提琴走音") == []
    assert NeedIndex.build([], []).similar("焊接") == []
    assert KNOWN.similar("") == []


def test_only_so_many_as_asked_for() -> None:
    twins = NeedIndex.build(map(str, range(9)), ["焊接变形"] * 9)
    assert [found.id for found in twins.similar("焊接变形", k=3)] == ["0", "1", "2"]


def test_what_is_added_is_found_and_all_else_stays() -> None:
    grown = KNOWN.added(["pond"], ["鱼塘水质浑，鱼死了不少"])
    assert [found.id for found in grown.similar("鱼塘里鱼死了")] == ["pond", "fish"]
    assert len(KNOWN.ids) == 3
    whole = NeedIndex.build(grown.ids, grown.contents)
    assert grown.similar("鱼死了") == whole.similar("鱼死了")
