"""Addresses: a flat in a town, a house in a village, a number in a street."""

import re
from collections.abc import Iterator

from .finds import Find, Kind
from .folding import Folded

NAMED = r"(?:(?![住在以址到寄的]|家(?!园)|里(?!花园|小区|新村|公寓|苑|坊))[\u4e00-\u9fff]){0,8}"
"""What the estate is called; a word before it, such as 家里, is left."""
WITHIN = (
    r"(?:(?:(?![住在以址到寄的是省市区县镇乡])[\u4e00-\u9fff]){0,7}(?:省|"
    r"自治区|市|区|县|镇|乡|街道)){0,5}"
)
"""The province, city, county and town that an address may begin with."""
ROOM = r"(?:(?:\d{3,4}|[〇零一二三四五六七八九幺]{3,4})(?:室|号)?(?![\d号]))"
BUILDING = (
    rf"{NAMED}(?:(?:\d|[一二三四五])期)?(?:\d{{1,4}}号)?(?:\d{{1,3}}(?:幢|"
    rf"栋|号楼|座)|[A-Za-z]座|[一二三四五六七八九十]{{1,3}}[幢栋])"
    rf"(?:[\dA-Za-z甲乙丙丁一二三四五六东西南北中]{{1,2}}单元)?{ROOM}"
)
LANE = rf"{NAMED}\d{{1,4}}弄(?:\d{{1,4}}(?:-\d{{1,3}})?号)(?:楼?{ROOM})?"
ESTATE = (
    rf"{NAMED}(?:小区|花园|新村|公寓|家园|[佳名雅]苑|花苑)(?:[一二三四五\d]期)?\d{{1,3}}(?:栋|幢|"
    rf"号楼|座)(?:\d单元)?|{NAMED}(?:小区|花园|新村|公寓|家园|[佳名雅]苑|花苑)(?:[一二三四五]期)?"
    r"(?:\d{1,3}(?:-\d{1,2})?-\d{3,4}室?|\d{1,3}号\d{3,4}室?)(?![\d-])"
)
CHAIN = (
    r"(?:(?:(?![住在以址到寄的是省市区县镇乡])[\u4e00-\u9fff]){0,7}(?:省|"
    r"自治区|市|区|县|镇|乡|街道)){2,5}"
    r"(?:(?![的在是有机炉线]|公司|企业|工厂|车间|单位)[\u4e00-\u9fffA-Z\d-]){1,20}?"
    r"\d{1,4}(?:号|栋|幢|楼|单元|室|组|弄)(?![机炉线泵阀])"
)
"""After two places inside each other, whatever leads to a number of a house."""
HAN = r"(?:(?![住在址到寄的是])[\u4e00-\u9fff])"
HOUSE = r"\d{1,4}(?:-\d{1,3})?号"
VILLAGE_GROUP = (
    rf"{HAN}{{1,8}}村{HAN}{{0,4}}"
    rf"(?:\d{{1,3}}[组队]|[一二三四五六七八九十]{{1,3}}(?:组|"
    rf"队|(?:村民)?小组)|\d{{1,3}}(?:村民)?小组|自然村){HOUSE}"
)
END = r"(?=[,，。;；、!！)）\s]|$|那[户家]|门口|收|隔壁)"
VILLAGE = rf"{HAN}{{1,8}}村(?!民)(?:(?![厂站机床线间炉])[\u4e00-\u9fff]){{0,5}}{HOUSE}{END}"
STREET = (
    r"(?:住在?|住址:?|家在|我家|家住|寄到?)\s?"
    rf"(?P<n>{HAN}{{1,10}}(?:[路街巷弄坊里]{HOUSE}(?:\d{{3,4}}室?)?|"
    rf"村[\d一二三四五六七八九十]{{1,3}}[组队]))(?!楼|线|机|炉|车间)"
)
PIPE = "油气水电管线回通铁公断支岔旁网套思道马光磁"
"""What stands before 路 where no street is meant: 油路2号阀."""
IN_STREET = (
    rf"{WITHIN}{HAN}{{1,16}}(?<![{PIPE}])(?:路|大道|大街|"
    rf"街)[东南西北中]?(?:[一二三四东南西北中]段)?(?:\d{{1,4}}弄)?[甲乙丙附]?\d{{1,4}}(?:-\d{{1,3}})?号院?"
    r"(?![线机炉阀泵板位缸灯闸柜]|车间|配电|变压)"
    r"(?:\d{1,2}-\d{3,4}室?|[\u4e00-\u9fff]{0,6}\d{1,3}(?:-\d{1,4}){1,2}室?)?"
)
PARTS = (
    r"底商|门面|[东西南北中]户|[东西]单元|"
    r"(?:宿舍楼?|公寓楼?|厂区|园区|院内?|地下室?|冷库|冷冻厂|"
    r"仓库|市场|大厦|广场|商铺|车间|写字楼|综合楼|办公楼)?"
    r"(?:[\dA-Za-z]{1,4}|[一二三四五六七八九十]{1,3})(?:-\d{1,4})?"
    r"(?:号楼|号门|号库|号厂房|号车间|号|幢|栋|楼|层|单元|室|期|座|车间|厂房|仓库|门|区|排|组)"
    r"|(?:宿舍|公寓|地下室|大厦|[栋幢座室])[A-Za-z]?\d{1,4}|(?<=[栋幢座楼元室])[A-Za-z]?\d{2,4}"
    r"|宿舍楼?|地下室|库|[东南西北正前后侧大]门|门卫室?|传达室|收发室|保安室|岗亭|门口|楼[上下]"
)
STEP = (
    r"(?:(?![机炉线泵阀在的有是到住收])[\u4e00-\u9fff]){0,5}?"
    r"(?:[A-Za-z]?\d{1,4}|[A-Z]|[一二三四五六七八九十]{1,3})(?:-\d{1,4}){0,2}"
    r"(?:号楼|号厂房|号车间|号|幢|栋|楼|层|单元|室|房|户|"
    r"门|座|厂房|仓库|区|排|巷|弄|(?<=\d{3})(?![\w.%℃°]))"
)
MORE = re.compile(rf"(?:[,，\s]?(?:{PARTS}|{STEP})){{1,6}}(?![机炉线泵阀])")
"""What leads on from the house to the door: 3号车间东门."""
HOMES = [
    *(re.compile(WITHIN + pattern) for pattern in (BUILDING, LANE, ESTATE, VILLAGE_GROUP, VILLAGE)),
    re.compile(STREET),
    re.compile(CHAIN),
]
STREETS = re.compile(IN_STREET)


def homes_in(folded: Folded) -> Iterator[Find]:
    """Yield every address of a home or in a street, in places of the original."""
    for pattern in HOMES:
        for match in pattern.finditer(folded.text):
            group = "n" if "n" in pattern.groupindex else 0
            yield Find(*to_the_door(folded, match, group), Kind.ADDRESS)
    for match in STREETS.finditer(folded.text):
        yield Find(*to_the_door(folded, match, 0), Kind.STREET)


def to_the_door(folded: Folded, match: re.Match[str], group: str | int) -> tuple[int, int]:
    """Return the place of the address with what leads on to the door."""
    more = MORE.match(folded.text, match.end(group))
    return folded.span(match.start(group), more.end() if more else match.end(group))
