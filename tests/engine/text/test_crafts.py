import pytest

from hongmajia.engine.text import crafts


@pytest.mark.parametrize(
    ("text", "craft"),
    [
        ("塘里的虾发病，水底缺氧", "水产"),
        ("氩弧焊焊缝有气孔", "焊接"),
        ("PLC程序丢失，变频器报警", "电气与自动化"),
        ("葡萄大棚坐果不好", "果蔬"),
        ("想学短视频，把产品卖出去，做电商直播", "销售与品牌"),
    ],
)
def test_a_text_tells_its_craft(text: str, craft: str) -> None:
    assert crafts.strongest_craft(text)[0] == craft


def test_no_craft_is_named_where_none_is_meant() -> None:
    assert crafts.strongest_craft("小提琴走音") == ("", "")
    assert not crafts.craft_weights([""]).any()


def test_a_craft_joins_texts_without_a_common_word() -> None:
    need, fish, weld = crafts.craft_weights(["死鱼", "水产", "焊工"])
    assert need @ fish > 0.4
    assert need @ weld == 0


def test_who_names_more_of_a_craft_is_surer_of_it() -> None:
    need, word, more = crafts.craft_weights(["死鱼", "水产", "水产养殖，对虾、甲鱼，池塘增氧"])
    assert need @ more > need @ word


def test_a_hint_alone_is_no_craft() -> None:
    need, hint, word = crafts.craft_weights(["机床主轴故障", "设备", "设备维修"])
    assert need @ hint < 0.1 < need @ word


def test_every_craft_has_a_name_in_both_languages_and_words() -> None:
    table = crafts.craft_table()
    assert len(table.names) == len(set(table.names)) == len(set(table.english))
    assert all((*table.names, *table.english))
    assert {craft for found in table.words.values() for craft in found} == set(
        range(len(table.names))
    )
