"""Names of people, known by what stands beside them: 联系人王建国, 张工, 李芳女士.

Names without a label or title are in `full_names`. The dictionary of the segmenter says where words
begin and end, so that 任何师傅 holds no 何师傅.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import chain

from .finds import Find, Kind
from .folding import Folded
from .full_names import full_names, neighbours
from .likely_names import likely_names
from .nicknames import nicknames
from .said_names import again, said_names
from .subjects import ACTS, ASKED_FOR, subjects
from .surnames import ADDRESSED, ANY_SURNAME, COMMON, COMPOUND, SURNAME, USUAL
from .words import GIVEN, NO_NAMES, Words

TITLE = (
    r"(?:总经理|副总经理|董事长|副?总工程师|总工|总监|副总|副?经理|"
    r"(?:车间|工段)?副?主任|副?厂长|副?科长|副?部长|副?处长|"
    r"副?局长|副?院长|副?所长|副?校长|副?书记|副?主席|"
    r"副?会长|副?队长|副?班长|副?组长|副?站长|段长|老师傅|"
    r"师傅|师父|老师|先生|女士|小姐|老板娘?|会计|医生|工程师|技术员|主管|秘书|助理|教授|博士|同志)"
)
CALLED = "(?:大哥|大姐|阿姨|大叔|哥|姐|叔|嫂|总|工(?!起重|装载|挖掘|压路|机械|集团|泵车|步))"
"""What follows a surname alone: 王工, 王总; with a given name it would be 孔径加工."""
POST = (
    r"(?:联系人|联络人|联络员|对接人|经办人|负责人|代表人|法人|接待人|收件人|填报人|值班人|"
    r"总经理|董事长|总监|副?经理|主任|厂长|科长|部长|书记|主席|队长|班长|组长|老板|主管|会计|"
    r"工程师|技术员|质检员|安全员|操作工|机修工?|电工|焊工|钳工|车工|"
    r"[班部科组室]的?|[发交转报拿递打]给|告诉|通知|请教|麻烦|车间的?|"
    r"[员头绍明管]人?|维修工|修理工|装配工|普工|技工|姓名|名字|名叫|我叫|我是|本人|联系(?:一下)?|"
    r"找到?|(?<![慰访疑提学反])问|叫|转)"
)
AFTER_POST = re.compile(rf"{POST}\s?[:是为叫]?\s?(?={SURNAME})")
TITLED = re.compile(rf"(?P<name>{SURNAME}{GIVEN}{{0,2}}?)\s?{TITLE}")
SURNAMED = re.compile(rf"(?P<name>(?![时常]总){SURNAME}){CALLED}")
CALLED_SO = re.compile(rf"{SURNAME}\s?(?:{TITLE}|{CALLED})?|[老小阿](?:{COMPOUND}|[{COMMON}])")
"""A surname alone, with a title or by a familiar word."""
FAMILIAR = re.compile(
    rf"[老小阿](?:[{COMMON}]|{COMPOUND})(?![\u4e00-\u9fff]{{0,2}}(?:[路镇村]|"
    rf"小区))|阿[{ADDRESSED}](?!里)|(?<![\u4e00-\u9fff])[{ADDRESSED}][哥姐](?!牌)"
    rf"|(?<=[的找问和跟、])[{ADDRESSED}][哥姐](?!牌)"
)
FAMILIAR_AT_END = re.compile(rf"[老小阿](?:{ANY_SURNAME}|[{ADDRESSED}])$")
"""Beside a number any surname may follow 老 and 小."""
DOTTED_CHAR = (
    "不都热阿卜杜拉买提古丽娜尔艾山吉克木呷扎西多马赫穆吐"
    "逊热合曼江努孜依布力肯巴图孟和乌斯吾拜迪里沙瓦库尼亚娅"
    "苏莱玉奥斯坎森伊敏凯赛克萨妮丽比玛肉孜凡热甫"
    "莎洛桑次仁旺姆卓玛央金德贡格加才让尕俄达哇顿珠平措伍且日曲地罗什卡汗托乎帕夏米哈提买海别"
)
DOTTED = re.compile(rf"[{DOTTED_CHAR}]{{2,7}}[·•・‧∙][{DOTTED_CHAR}]{{2,7}}")
"""Names of Uyghurs, Tibetans, Yi and others, as they are written in Chinese characters."""
DOTS = "·•・‧∙"
PARTED = re.compile(f"[\u4e00-\u9fff]{{2,12}}(?:[{DOTS}][\u4e00-\u9fff]{{2,12}}){{1,2}}")
DOTTED_TITLED = re.compile(
    rf"[{DOTTED_CHAR}]{{4,8}}{TITLE}|(?:^|(?<=[,。;\s]))[{DOTTED_CHAR}]{{4,8}}(?=[,。;\s]|$)"
)
"""The same without the dot before a title; four such characters side by side are no words."""
UNDOTTED = re.compile(
    "买买提(?:江|明)?|阿依(?:古丽|夏木|努尔)|古丽[娜米巴努仙扎][尔热提拉]?|"
    "艾力江?|吐尔[逊洪]江?|热合曼|阿卜杜[\u4e00-\u9fff]{1,2}|"
    "玉素甫江?|麦麦提\\w?|扎西[多次顿罗才]?[吉仁珠布让]?(?!德勒)|卓玛|"
    "次仁|格桑(?!花)|央金|旺堆|丹增|洛桑|多吉|吉克[\u4e00-\u9fff]{2}|"
    "木呷|吉木[\u4e00-\u9fff]{2}|巴特尔|巴图|其其格|斯琴|苏日娜|格日勒|乌兰图雅"
)
"""The best known of such names without a dot; places and brands are called by some of them."""
TIBETAN = re.compile(
    "(?:卓玛|扎西|次仁|央金|旺堆|丹增|洛桑|多吉|格桑|"
    "尼玛|达娃|巴桑|平措|德吉|白玛|拉姆|次旦|边巴){2}"
)
"""Two of these side by side are the name of a person."""
JAPANESE_SURNAME = (
    "佐藤|铃木|高桥|田中|渡边|伊藤|山本|中村|小林|加藤|吉田|山田|"
    "松本|井上|木村|佐佐木|斋藤|清水|山口"
)
JAPANESE = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[师员家]))(?:{JAPANESE_SURNAME})[\u4e00-\u9fff]{{2}}"
    "(?=先生|[说讲来教])"
)
BESIDE = re.compile(
    r"[\s:,、(/【\[]{0,3}(?:的?(?:联系)?(?:电话|手机|微信|号码|tel|qq)(?:号码?)?[\s:是为]{0,2})?$",
    re.I,
)
"""What may stand between a name and a number after it."""
WITH_A_BLANK = re.compile(
    rf"(?:(?:联系人?|负责人|经办人|姓名|本人|我叫)[:是]?|"
    rf"[找叫请问])\s?(?P<name>{SURNAME}\s[{USUAL}]{{1,2}})"
    r"(?=[^\w]|[来去弄修看帮会]|$|电话|手机)"
)
"""A name that was typed in two pieces: 叫方 明来弄."""
LABELLED = re.compile(
    rf"(?:联系|联络|对接|经办|负责|收件|填报|值班)人\s?[:是为叫]?\s?(?={ANY_SURNAME})"
)
"""After these any surname is read as one."""
ENGINEER = re.compile(
    r"(?<=[找请叫问])(?P<name>[\u4e00-\u9fff]工)(?=再?[来去看帮问]|过来|指导|[^\w]|$)"
)
"""Before 工 any character that the dictionary does not join to it is a surname: 请褟工来."""
OF_BOSS = re.compile(rf"(?P<name>{SURNAME}[{USUAL}]{{2}}总)(?!体|是|共|数|装|成|重|长|量|线|阀)")
"""Not 总 as a part of a word after a name."""
JOINED_TITLE = re.compile(
    rf"(?<=[和与跟找问])(?P<name>{SURNAME}(?:[工总]|师傅|主任|经理|厂长|"
    rf"科长|书记|老师|[班组]长))(?=[\s(,，。、]|联系|[说来要讲反看给]|$|电话)"
)
"""A surname that the dictionary joins to the word before: 和|谈工."""
OF_SURNAME = re.compile(
    rf"(?<![百同贵])姓(?P<name>{SURNAME}|(?<=我姓)[\u4e00-\u9fff](?=[^\w]|\d|$))"
)
NUMBERS_OF_PEOPLE = (Kind.PHONE, Kind.LANDLINE, Kind.ACCOUNT, Kind.PAPER, Kind.MAIL)


def names_in(folded: Folded, numbers: Collection[Find]) -> Iterator[Find]:
    """Yield every name, in places of the original; ``numbers`` are what stands beside some."""
    words = Words(folded.text)
    whole = (_after_posts(words), _with_titles(words), _beside(words, folded, numbers))
    alone = (full_names(words), subjects(words), nicknames(words), likely_names(words))
    said = said_names(words)
    found = {
        *chain(*whole, *alone, said),
        *_familiar(words),
        *_dotted(words),
        *_of_two_parts(words),
    }
    found |= set(neighbours(words, found))
    for start, end in sorted(found | set(again(words, found))):
        is_called = CALLED_SO.fullmatch(words.text[start:end])
        yield Find(*folded.span(start, end), Kind.CALLED if is_called else Kind.NAME)


def _after_posts(words: Words) -> Iterator[tuple[int, int]]:
    for match in AFTER_POST.finditer(words.text):
        start = match.end()
        if end := words.full_name(start) or words.longest_name(start):
            yield start, end
    for match in LABELLED.finditer(words.text):
        if end := words.full_name(match.end(), surname=ANY_SURNAME):
            yield match.end(), end
    for match in chain(OF_SURNAME.finditer(words.text), WITH_A_BLANK.finditer(words.text)):
        yield match.span("name")


def _with_titles(words: Words) -> Iterator[tuple[int, int]]:
    """Names with a title after them; the title is a part of what is found."""
    for joined in JOINED_TITLE.finditer(words.text):
        yield joined.span("name")
    for titled in chain(ENGINEER.finditer(words.text), OF_BOSS.finditer(words.text)):
        if {titled.start(), titled.end() - 1, titled.end()} <= words.edges:
            yield titled.span()
    last = 0
    for start in sorted(words.edges):
        match = TITLED.match(words.text, start) or SURNAMED.match(words.text, start)
        if not match or start < last or match.end() not in words.edges:
            continue
        worded = words.text[start : start + 2] in NO_NAMES
        if not worded and words.is_name(start, _end_of_name(words, match)):
            last = match.end()
            yield match.span()


def _dotted(words: Words) -> Iterator[tuple[int, int]]:
    for pattern in (DOTTED, DOTTED_TITLED, TIBETAN, JAPANESE):
        yield from (match.span() for match in pattern.finditer(words.text))
    for match in UNDOTTED.finditer(words.text):
        long = match.end() - match.start() > 2 and not re.match(
            "[路村县镇牌]", words.text[match.end() :]
        )
        if (
            long
            or ACTS.match(words.text, match.end())
            or ASKED_FOR.search(words.text[: match.start()])
        ):
            yield match.span()


def _of_two_parts(words: Words) -> Iterator[tuple[int, int]]:
    """Names with a dot between parts that are no words, as 哈丽娅·叶尔肯 is and 德清·莫干山 not."""
    for match in PARTED.finditer(words.text):
        dots = [match.start() + i for i, char in enumerate(match[0]) if char in DOTS]
        start, end = dots[0], dots[-1] + 1
        while start > max(match.start(), dots[0] - 7) and _is_sound(words, start - 1):
            start -= 1
        while end < min(match.end(), dots[-1] + 8) and _is_sound(words, end):
            end += 1
        if dots[0] - start > 1 and end - dots[-1] > 2:
            yield start, end


def _is_sound(words: Words, place: int) -> bool:
    """Whether the dictionary reads no word at the place, or a character of foreign names."""
    if words.text[place] in DOTTED_CHAR:
        return True
    begin = max(edge for edge in words.edges if edge <= place)
    word, tag = words.tags[begin]
    return tag.startswith("nr") or (len(word) == 1 and tag[:1] not in "pucrfd")


def _end_of_name(words: Words, match: re.Match[str]) -> int:
    """Return where the name ends; where the dictionary has name and title as one word, its end."""
    end = match.end("name")
    return end if end in words.edges else match.end()


def _familiar(words: Words) -> Iterator[tuple[int, int]]:
    for match in FAMILIAR.finditer(words.text):
        thing = words.text[match.end() - 1 : match.end() + 1] in NO_NAMES
        if {match.start(), match.end()} <= words.edges and not thing:
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
    familiar = FAMILIAR_AT_END.search(words.text, max(0, edge - 3), edge)
    if familiar and {familiar.start(), edge} <= words.edges:
        yield familiar.span()
    for start in range(max(0, edge - 4), edge):
        if edge in (words.longest_name(start), words.full_name(start)):
            yield start, edge


def _bracketed(words: Words, after: int) -> Iterator[tuple[int, int]]:
    """A name after the number: after a bracket any, after a comma or a stroke a usual one."""
    if gap := re.match(r"(?P<open>[\s(【\[]{1,2})|\s?[/,、]\s?", words.text[after:]):
        start = after + gap.end()
        longest = words.longest_name(start) if gap["open"] else 0
        if end := words.full_name(start) or longest:
            yield start, end
