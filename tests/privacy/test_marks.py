"""Blanking what was found, and keeping it while somebody edits the blanked text."""

import time

import pytest

from hongmajia.privacy import Firm, Kind, blanked, carried_over, find_persons

TEXT = "压铸机漏油，请打张工电话138 0000 1234，邮箱zg@example.com"
SHOWN = "压铸机漏油，请打××电话××，邮箱××"


def test_finds_are_blanked_and_the_rest_stays() -> None:
    assert blanked(TEXT, find_persons(TEXT)) == SHOWN


def test_a_blanked_text_is_never_longer_than_the_original() -> None:
    text = "我姓吴"
    assert blanked(text, find_persons(text)) == "我姓×"


def test_what_was_blanked_stays_behind_its_mark_when_the_text_is_edited() -> None:
    edited = "压铸机漏油很急，请打××电话××，邮箱××"
    original, finds = carried_over(edited, TEXT, find_persons(TEXT))
    assert original == "压铸机漏油很急，请打张工电话138 0000 1234，邮箱zg@example.com"
    assert blanked(original, finds) == edited


def test_a_mark_that_was_taken_out_takes_its_find_along() -> None:
    original, finds = carried_over("压铸机漏油，请打××", TEXT, find_persons(TEXT))
    assert original == "压铸机漏油，请打张工"
    assert [find.of(original) for find in finds] == ["张工"]


def test_a_helper_whom_the_public_knows_is_named() -> None:
    text = "丁师傅和王师傅看过，丁卫东师傅换了密封圈"
    found = find_persons(text, public_names=["丁卫东"])
    assert [find.of(text) for find in found] == ["王师傅"]


def test_a_helper_whom_the_public_knows_is_named_in_a_row_as_well() -> None:
    text = "昨天丁卫东、王建国和陆国庆看过，丁卫东在调"
    found = find_persons(text, public_names=["丁卫东"])
    assert [find.of(text) for find in found] == ["王建国", "陆国庆"]


def test_an_office_given_as_contact_is_no_name() -> None:
    text = "设备科和金工车间都不同意停机，请联系设备科"
    assert find_persons(text, persons=["设备科", "金工车间"]) == []


def test_a_brand_that_is_a_word_names_the_firm_only_as_a_firm() -> None:
    firm = Firm("杭州创新轴承厂", places=("浙江", "杭州"))
    text = "创新工作室在创新厂里"
    assert [find.of(text) for find in find_persons(text, firms=[firm])] == ["创新厂"]


def test_words_of_a_trade_in_a_name_are_not_the_firm() -> None:
    firm = Firm("吴兴某通用设备制造业企业3（演示）", places=("浙江", "湖州", "吴兴"))
    text = "通用设备制造业的普通问题，企业3（演示）也有"
    assert [find.of(text) for find in find_persons(text, firms=[firm])] == ["企业3（演示）"]


def test_an_empty_text_holds_nobody() -> None:
    assert find_persons("", firms=[Firm("")]) == []


@pytest.mark.parametrize(
    "piece", ["a", "1", "a.a", "王", "微信", "1幢", "13800001234，", "王明、", "王建国"]
)
def test_a_long_text_of_whatever_is_read_at_once(piece: str) -> None:
    text = piece * (2000 // len(piece))
    begun = time.process_time()
    find_persons(text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(("text", "kind"), [("小倪", Kind.CALLED), ("阿强", Kind.NAME)])
def test_a_surname_by_a_familiar_word_is_told_from_a_given_name(text: str, kind: Kind) -> None:
    assert [find.kind for find in find_persons(f"问{text}，他知道")] == [kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[10:22] 胡杨: 水泵漏", ["胡杨"]),
        ("护林员岳桂枝，无人机电池鼓包", ["岳桂枝"]),
        ("哈丽娅·叶尔肯，巴氏杀菌机温度波动", ["哈丽娅·叶尔肯"]),
        ("德清·莫干山的竹子开裂", []),
        ("张力大，温度也高", []),
    ],
)
def test_names_are_told_by_their_place_their_sound_and_what_is_around(
    text: str, found: list[str]
) -> None:
    assert [find.of(text) for find in find_persons(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我们恒泰机械的刀库卡刀", ["恒泰机械"]),
        ("单位：武汉楚天精铸有限责任公司", ["武汉楚天精铸有限责任公司"]),
        ("我们食品厂的封口不牢", []),
        ("泵车是浙江三一装备有限公司的", []),
    ],
)
def test_a_firm_that_is_introduced_is_found_without_being_known(
    text: str, found: list[str]
) -> None:
    asking = [Firm("德清永兴机械制造有限公司")]
    assert [find.of(text) for find in find_persons(text, firms=asking)] == found
    assert find_persons(text) == []
