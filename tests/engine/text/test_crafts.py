import pytest

from hongmajia.engine.text import crafts
from hongmajia.engine.text.taxonomy import taxonomy
from hongmajia.engine.text.thesaurus import fields


def closeness(one: str, other: str) -> float:
    """The craft cosine of two texts."""
    a, b = crafts.craft_weights([one, other]).toarray()
    return float(a @ b)


@pytest.mark.parametrize(
    ("text", "craft"),
    [
        ("塘里的虾发病，水底缺氧", "水产"),
        ("氩弧焊焊缝有气孔", "焊接"),
        ("PLC程序丢失，变频器报警", "电气与自动化"),
        ("葡萄大棚坐果不好", "果蔬"),
        ("想学短视频，把产品卖出去，做电商直播", "销售与品牌"),
        ("被辞退没有补偿，想申请劳动仲裁", "法律金融与心理"),
        ("主轴箱齿轮磨齿后还有噪声", "机械加工"),
        ("老人没人照料，找家政养老护理员", "旅游与生活服务"),
    ],
)
def test_a_text_tells_its_craft(text: str, craft: str) -> None:
    assert crafts.strongest_craft(text)[0] == craft


def test_no_craft_is_named_where_none_is_meant() -> None:
    assert crafts.strongest_craft("小提琴走音") == ("", "")
    assert not crafts.craft_weights([""]).nnz


def test_a_craft_joins_texts_without_a_common_word() -> None:
    assert closeness("死鱼", "水产") > 0.2
    assert closeness("死鱼", "焊工") == 0


def test_who_names_more_of_a_craft_is_surer_of_it() -> None:
    many = "淡水养殖，草鱼、鲫鱼，池塘增氧，鱼病"
    assert closeness("死鱼", many) > closeness("死鱼", "水产")


def test_one_craft_is_nearer_than_its_neighbour_and_that_than_another_of_the_field() -> None:
    fish, shrimp, nets = "草鱼烂鳃", "南美白对虾偷死", "大黄鱼网箱"
    assert closeness("淡水养殖", fish) > closeness("淡水养殖", shrimp) > 0
    assert closeness("淡水养殖", nets) > closeness("淡水养殖", "水稻插秧")


def test_neighbours_meet_across_fields() -> None:
    assert closeness("渗碳淬火", "断口分析") > closeness("渗碳淬火", "电焊条")


def test_a_hint_alone_is_no_craft() -> None:
    assert closeness("机床主轴故障", "设备") < 0.1 < closeness("机床主轴故障", "设备维修")


def test_a_word_inside_a_longer_word_counts_less() -> None:
    whole, part = crafts.craft_totals(["焊接机器人", "焊接"]).toarray()
    welding = taxonomy().names.index("焊接")
    assert 0 < whole[welding] < part[welding]


@pytest.mark.parametrize(
    ("industry", "craft"),
    [("渔业", "水产"), ("汽车制造", "汽车与新能源"), ("石油加工", "炼油"), ("造船", "造船")],
)
def test_an_industry_names_its_crafts(industry: str, craft: str) -> None:
    """By its name in GB/T 4754, without its ending, or else by its words."""
    (totals,) = crafts.industry_totals([industry]).toarray()
    assert totals[taxonomy().names.index(craft)] > 0


def test_every_field_has_a_name_in_both_languages_and_words() -> None:
    names = [each.name for each in fields()]
    assert len(names) == len(set(names)) == len({each.english for each in fields()})
    assert all(each.name and each.english and each.words for each in fields())
