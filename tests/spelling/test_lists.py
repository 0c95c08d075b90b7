"""Lists in one cell: words and people."""

import pytest

from hongmajia.spelling import people_in, says_nothing, words_in


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("王建国、李\u3000明", ["王建国", "李明"]),
        ("王建国 李明\u3000陈 平", ["王建国", "李明", "陈平"]),
        ("李 明 张 三", ["李明", "张三"]),
        ("李 明 张 三 欧 阳 修", ["李明", "张三", "欧阳修"]),
        ("欧 阳 修", ["欧阳修"]),
        ("王 建国 李明", ["王建国", "李明"]),
        ("李明/王建国／陈平", ["李明", "王建国", "陈平"]),
        ("李明，王建国；李 明", ["李明", "王建国"]),
        ("John Smith、买买提·艾力", ["John Smith", "买买提·艾力"]),
        ("李明（组长、焊工）、陈平", ["李明（组长、焊工）", "陈平"]),
        ("139 1111 2222、李明", ["139 1111 2222", "李明"]),
        ("1.李明 2.王建国", ["李明", "王建国"]),
        ("1、李明\n2、王建国", ["李明", "王建国"]),
        ("①李明②王建国", ["李明", "王建国"]),
        ("（1）李明（2）王建国", ["李明", "王建国"]),
        ("李明﹑王建国+陈平。", ["李明", "王建国", "陈平"]),
        ("李明，等3人", ["李明", "等3人"]),
        ("无", []),
        ("（无）", []),
        ("/", []),
        ("", []),
    ],
)
def test_people_are_told_apart(written: str, people: list[str]) -> None:
    assert people_in(written) == people


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("不锈钢焊接、焊接培训", ["不锈钢焊接", "焊接培训"]),
        ("不锈钢焊接 焊接培训", ["不锈钢焊接", "焊接培训"]),
        ("MIG welding", ["MIG welding"]),
        ("ＭＩＧ焊；mig焊|TIG焊", ["ＭＩＧ焊", "TIG焊"]),
        ("甲、乙、甲", ["甲", "乙"]),
        ("焊接，无", ["焊接"]),
        ("1.焊接 2.钳工。", ["焊接", "钳工"]),
        ("45、40Cr钢淬火、3D打印", ["45", "40Cr钢淬火", "3D打印"]),
        ("1.5mm薄板焊接、2.5mm薄板焊接", ["1.5mm薄板焊接", "2.5mm薄板焊接"]),
        ("—", []),
    ],
)
def test_words_are_told_apart(written: str, words: list[str]) -> None:
    assert words_in(written) == words


def test_nothing_is_said_in_many_ways() -> None:
    assert all(map(says_nothing, ["", " ", "无", "无。", "暂 无", "／", "——", "N/A", "None"]))
    assert not any(map(says_nothing, ["无锡市工匠", "无损检测", "不锈钢"]))
