"""Names that only what the person says or does gives away: 李明说模具裂了, 王队带人来修过.

The surname must be one that is seldom a word, and the name must begin a clause or follow a word
that people follow.
"""

import re
from collections.abc import Iterator

from .surnames import COMMON, COMPOUND, SURNAME, TELLING, USUAL
from .words import GIVEN, NO_NAMES, Words

PLAIN = "".join(sorted(set(COMMON) - set("张孔段石黄毛程龙沙雷夏施严莫汤常何周万包")))
"""Surnames that are seldom words; the others are read with a given name of two characters."""
WORDY = "张黄何周毛程龙高金江方马田余白谷汪石宋童温关成"
"""Surnames that begin many words."""
DID = (
    "(?:[看修弄做干搞来试调测量查拆装换改焊磨画编问教提整见写录拍报买送盯练跑讲种养织染印]|"
    "处理|解决|遇到|碰到|"
    "翻译|设计|总结|记录|分享|提供)"
)
LATELY = (
    "昨天|大前天|前天|前几天|前些天|今天|上趟|上次|上回|"
    "上周|上礼拜|上月|上个月|以前|之前|当时|当年|刚才|刚刚|"
    "早上|下午|去年|今年"
)
ACTS = re.compile(
    rf"(?:{LATELY}|[也都还又就才刚已经先]{{0,2}}|自己)?(?:"
    r"说(?!明书)|讲(?!究)|反映|反应说|告诉|觉得|认为|建议|提醒|交代|交待|提出|发现了?|听说|"
    rf"(?:来|去|没|给|帮|亲手)?{DID}(?:了|过|的|好|完)|"
    rf"来看|带[人队着的我了出过]|让我|叫我|喊我|教我|给我|"
    r"帮忙|[用拿把](?=[\u4e00-\u9fff]{2})|最会|反馈|想[学问请找要把]|"
    r"会[修调弄干做编看改]|最?懂|知道|负责|分管|主管|经手|牵头|管(?![道路子线壁材板网径口理])|"
    r"打电话|那边|那里|那儿|手[里上]|在[场干修弄跟管]|"
    r"不在|没来|请假|退休|离职|调走|退了|签[字的]|亲自|"
    r"和我|跟我|带班|当班|值班|顶班|师傅)"
)
"""What only people do, after a name."""
LED_BY = re.compile(
    r"(?:^|[^\w]|[是由归让请叫找给跟和与同问向被听据的里有喊派等靠]|"
    r"同事|徒弟|师傅|师兄|师弟|搭档|工友|领导|组长|"
    rf"{LATELY}|那天|隔壁|后来|最近|平时|只有|还是|原来|一直|就是|夜班|"
    rf"白班|[工员]|食堂|门卫|仓库|群里|我们|咱们|车间|班组|毛病|问题)$"
)
WHEN = re.compile(LATELY)
"""After these a name begins, though the segmenter may join it to them: 去|年金|志华."""
SPELLED = re.compile(f"{SURNAME}{GIVEN}[{TELLING}]")
TWO = re.compile(f"[{PLAIN}][{USUAL}]")
THREE = re.compile(f"(?:[{PLAIN}{WORDY}]|{COMPOUND})[{USUAL}阿][{USUAL}]")
NO_ONE = re.compile(
    "张力|李子|杨木|柳木|朱红|江河|宋体|胡同|苏打|余下|邵阳|贺信|高新|方正|高明|石英"
)
POST = r"(?:班|队|厂|处|局|科|所|院|校|工长|段长|质检|保全|库管|统计|调度|书记|同学|师兄|师姐|师弟)"
POSTED = re.compile(f"(?:[{COMMON}]|{COMPOUND}){POST}")
SENIOR = re.compile(
    r"(?:^|[^\w]|[与跟和找问请让叫是由]|联系)(?P<name>[高金]工)(?!车间|"
    r"实习|组|职称|评|资格|证|们|级|岗|序列|待遇|以上|考|职)"
    r"(?=联系|微信|电话|手机|[也都]?[说讲问])"
)
"""A senior engineer, or one of the surname 高."""
ASKED_FOR = re.compile(r"(?:找|问|联系|请|叫|姓名|联系人)(?:一下|过|了)?:?\s?$")


def subjects(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of names and of surnames with a post that say or do something."""
    for start in sorted(words.edges.union(each.end() for each in WHEN.finditer(words.text))):
        end = _name(words, start) or _posted(words, start)
        if end:
            yield start, end
    for match in SENIOR.finditer(words.text):
        yield match.span("name")


def _name(words: Words, start: int) -> int:
    """Return the end of the name at ``start``; 0 if none stands there or it does nothing."""
    if not _led(words, start) or NO_ONE.match(words.text, start):
        return 0
    for pattern in (THREE, SPELLED, TWO):
        match = pattern.match(words.text, start)
        if match and _ends(words, start, match.end()) and ACTS.match(words.text, match.end()):
            return match.end()
    return 0


def _posted(words: Words, start: int) -> int:
    match = POSTED.match(words.text, start)
    if not match or match.end() not in words.edges or not _led(words, start):
        return 0
    asked = ASKED_FOR.search(words.text[:start][-4:])
    ends = not re.match(r"\w", words.text[match.end() : match.end() + 1])
    acts = ACTS.match(words.text, match.end()) or (asked and ends)
    return match.end() if acts else 0


def _led(words: Words, start: int) -> bool:
    return bool(LED_BY.search(words.text[max(0, start - 3) : start]))


def _ends(words: Words, start: int, end: int) -> bool:
    """Whether the dictionary reads no other word in the name than one that begins after it.

    The segmenter joins the end of a name to what follows: 李|明说.
    """
    if start not in words.edges:
        return end in words.edges and bool(set(words.text[start + 1 : end]) & set(TELLING))
    word, tag = words.tags[start]
    if word in NO_NAMES or (len(word) > 1 and not tag.startswith("nr")):
        return word in COMPOUND.split("|")
    return start + len(word) <= end and (end in words.edges or _is_glued(words, end))


def _is_glued(words: Words, end: int) -> bool:
    """Whether the word across ``end`` is made of a character of a name and a verb."""
    begin = max(edge for edge in words.edges if edge < end)
    word = words.tags[begin][0]
    return end - begin == 1 and len(word) == 2 and words.text[begin] in TELLING + USUAL
