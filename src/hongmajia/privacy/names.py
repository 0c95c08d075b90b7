"""Names of people, known by what stands beside them: 联系人王建国, 张工, 李芳女士.

A name alone is not looked for: too many words of the trades begin with a surname. The dictionary of
the segmenter says where words begin and end, so that 任何师傅 holds no 何师傅.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import chain

import rjieba

from .finds import Find, Kind
from .folding import Folded

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵"
    "万钱严赖覃洪武戴莫孔汤常温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游靳辛管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬仇栾"
    "隋商刁沙荣寇桑郎甄丛仲虞明巩苑糜查诸楼郁茅水沃仰竺裘厉闻敖濮钮郦鄢段易乔殷詹左景巫佘池迟邝"
)
COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|端木|南宫|长孙"
SURNAME = f"(?:{COMPOUND}|[{SURNAMES}])"
COMMON = (
    "王李张刘陈杨黄赵周吴徐孙朱胡郭何罗郑梁谢宋唐许邓韩冯曹彭曾肖董潘袁蔡蒋杜魏苏吕丁任卢姚沈姜崔谭"
    "陆范汪廖章俞钱严"
)
"""Surnames before which 老 and 小 make a name, not a word of the trade such as 小孔."""
ALSO_WORDS = set("高温方金石白马时全常安成水车路管连简文解关边单万向江于明游应米商古包")
"""Surnames that are also common words, so that a word may follow which is no given name."""
NEVER_GIVEN = (
    "的了在是有不没个能会可用叫让给和与及或到从把被对于上下来去要请找问说就也都还很太再又才只这那哪"
    "什么怎为以所因但而且着过里外前后内时候吧吗呢啊打帮修查看做拿换装停坏干办地得之其此每某该各几我你"
    "他她它们您先总工师电手微联号厂班车岗位负责同随直接今谢"
)
GIVEN = f"[^\\W\\d_a-zA-Z{NEVER_GIVEN}]"
TITLE = (
    r"(?:总经理|副总经理|董事长|副?总工程师|总工|总监|副总|副?经理|副?主任|副?厂长|副?科长|副?部长|副?处长|"
    r"副?局长|副?院长|副?所长|副?校长|副?书记|副?主席|副?会长|副?队长|副?班长|副?组长|副?站长|段长|老师傅|"
    r"师傅|师父|老师|先生|女士|小姐|老板娘?|会计|医生|工程师|技术员|主管|秘书|助理|教授|博士|同志)"
)
CALLED = "(?:大哥|大姐|阿姨|大叔|哥|姐|叔|嫂|总|工(?!起重|装载|挖掘|压路|机械|集团|泵车|步))"
"""What follows a surname alone: 王工, 王总; with a given name it would be 孔径加工."""
POST = (
    r"(?:联系人|联络人|联络员|对接人|经办人|负责人|代表人|法人|接待人|收件人|填报人|值班人|"
    r"总经理|董事长|总监|副?经理|主任|厂长|科长|部长|书记|主席|队长|班长|组长|老板|主管|会计|"
    r"工程师|技术员|质检员|安全员|操作工|机修工?|电工|焊工|钳工|车工|[班部科组室]的?|车间的?|"
    r"[员头绍明管]人?|维修工|修理工|装配工|普工|技工|姓名|名字|名叫|我叫|我是|本人|联系(?:一下)?|"
    r"找到?|问|叫|转)"
)
AFTER_POST = re.compile(rf"{POST}\s?[:是为叫]?\s?(?={SURNAME})")
TITLED = re.compile(rf"(?P<name>{SURNAME}{GIVEN}{{0,2}}?)\s?{TITLE}")
SURNAMED = re.compile(rf"(?P<name>{SURNAME}){CALLED}")
CALLED_SO = re.compile(rf"{SURNAME}\s?(?:{TITLE}|{CALLED})?|[老小阿]{SURNAME}")
"""A surname alone, with a title or by a familiar word."""
FAMILIAR = re.compile(rf"[老小阿](?P<name>[{COMMON}])")
LATIN = re.compile(
    r"(?:(?:联系人|联络人|对接人)[:是]?\s?(?=[A-Z])|(?=\b(?:Mr|Mrs|Ms|Miss)\b))"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss)\.?\s?)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
)
BESIDE = re.compile(
    r"[\s:,、(]{0,2}(?:的?(?:联系)?(?:电话|手机|微信|号码|tel|qq)(?:号码?)?[\s:是为]{0,2})?$", re.I
)
"""What may stand between a name and a number after it."""
OF_SURNAME = re.compile(rf"(?<![百同贵])姓(?P<name>{SURNAME})")
NO_NAMES = {"马达", "张力", "石英", "金刚", "于是", "师傅", "师父", "方案", "高手", "连杆", "全部"}
NUMBERS_OF_PEOPLE = (Kind.PHONE, Kind.LANDLINE, Kind.ACCOUNT, Kind.PAPER, Kind.MAIL)
PARTS_OF_NAMES = ("nr", "nz", "ns", "nt")


class Words:
    """The words of a text by the dictionary: where they begin and end, and their tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags: dict[int, tuple[str, str]] = {}
        self.edges = {0}
        place = 0
        for word, tag in rjieba.tag(text, False):
            self.tags[place] = (word, tag)
            place += len(word)
            self.edges.add(place)

    def is_name(self, start: int, end: int) -> bool:
        """Whether the dictionary lets ``start`` to ``end`` be a name."""
        if start not in self.edges or end not in self.edges:
            return False
        word, tag = self.tags[start]
        if word in NO_NAMES or (len(word) > 1 and not tag.startswith(PARTS_OF_NAMES)):
            return word in COMPOUND.split("|")
        given = self.tags.get(start + len(word), ("", ""))
        ordinary = len(given[0]) > 1 and not given[1].startswith(PARTS_OF_NAMES)
        return not (word in ALSO_WORDS and ordinary and start + len(word) < end)

    def longest_name(self, start: int) -> int:
        """Return the end of the whole name that begins at ``start``; 0 if none does."""
        for length in (2, 1):
            match = re.match(f"{SURNAME}{GIVEN}{{{length}}}", self.text[start : start + 5])
            if match and self.is_name(start, start + match.end()):
                return start + match.end()
        return 0


def names_in(folded: Folded, numbers: Collection[Find]) -> Iterator[Find]:
    """Yield every name, in places of the original; ``numbers`` are what stands beside some."""
    words = Words(folded.text)
    whole = (_after_posts(words), _with_titles(words), _beside(words, folded, numbers))
    for start, end in (*chain(*whole), *_familiar(words)):
        is_called = CALLED_SO.fullmatch(words.text[start:end])
        yield Find(*folded.span(start, end), Kind.CALLED if is_called else Kind.NAME)


def latin_names_in(folded: Folded) -> Iterator[Find]:
    """Yield names in Latin letters that stand after 联系人 or a title."""
    for match in LATIN.finditer(folded.text):
        yield Find(*folded.span(*match.span("name")), Kind.NAME)


def _after_posts(words: Words) -> Iterator[tuple[int, int]]:
    for match in AFTER_POST.finditer(words.text):
        if end := words.longest_name(match.end()):
            yield match.end(), end
    for match in OF_SURNAME.finditer(words.text):
        yield match.span("name")


def _with_titles(words: Words) -> Iterator[tuple[int, int]]:
    """Names with a title after them; the title is a part of what is found."""
    last = 0
    for start in sorted(words.edges):
        match = TITLED.match(words.text, start) or SURNAMED.match(words.text, start)
        if not match or start < last or match.end() not in words.edges:
            continue
        if words.is_name(start, _end_of_name(words, match)):
            last = match.end()
            yield match.span()


def _end_of_name(words: Words, match: re.Match[str]) -> int:
    """Return where the name ends; where the dictionary has name and title as one word, its end."""
    end = match.end("name")
    return end if end in words.edges else match.end()


def _familiar(words: Words) -> Iterator[tuple[int, int]]:
    for match in FAMILIAR.finditer(words.text):
        if match.start() in words.edges and match.end() in words.edges:
            yield match.span()


def _beside(words: Words, folded: Folded, numbers: Collection[Find]) -> Iterator[tuple[int, int]]:
    """Whole names before a number, or after it in brackets."""
    for number in numbers:
        if number.kind in NUMBERS_OF_PEOPLE:
            yield from _before(words, bisect_left(folded.places, number.start))
            yield from _bracketed(words, bisect_left(folded.places, number.end))


def _before(words: Words, number: int) -> Iterator[tuple[int, int]]:
    gap = BESIDE.search(words.text[:number])
    edge = gap.start() if gap else number
    for start in range(max(0, edge - 4), edge):
        if words.longest_name(start) == edge:
            yield start, edge


def _bracketed(words: Words, after: int) -> Iterator[tuple[int, int]]:
    if gap := re.match(r"[\s(]{1,2}", words.text[after:]):
        start = after + gap.end()
        if end := words.longest_name(start):
            yield start, end
