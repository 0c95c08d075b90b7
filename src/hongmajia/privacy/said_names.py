"""Names that the place says, whatever the characters: a speaker in a chat, who is greeted, 户名 ….

Here also words are names, such as 田野 and 方圆, if their first character is a surname.
"""

import re
from collections.abc import Iterator

from .surnames import COMPOUND, RARE, RAREST, SURNAMES
from .words import Words

ANY = f"(?:{COMPOUND}|[{SURNAMES}{RARE}{RAREST}])"
ORDINARY = (
    "(?!问题|同意|单位|企业|公司|电话|地点|地址|时间|日期|说明|方案|"
    "方法|原因|解答|解决|回复|答复|备注|编号|型号|单号|名称|姓名|项目|"
    "要求|内容|联系|客服|管理|经办|经理|主任|师傅|老师|班长|组长|"
    "厂长|领导|大家|各位|同志|同事|专家|工会|程序|温度|时候|万一|"
    "安全|应急|高温|关于|另外|成品|水温|水压|常见|方式|广告|单价|"
    "全部|连接|相关|现象|材料|规格|参数|症状|故障|诉求|需求|建议|"
    "不详|无人|同上|本人|自己|未知|暂无|保密|于是|何时|何处|任何|"
    "向您|以上|和我|从业|解放|明天|今天|牛奶|江西|云南|海南|山东)"
)
NAME = rf"{ORDINARY}{ANY}[\u4e00-\u9fff]{{1,2}}"
CLAUSE = r"(?=\s?(?:[^\w\s]|\s|$))"
PATTERNS = [
    re.compile(pattern, re.M)
    for pattern in (
        r"^\s?[\[(]?(?:\d{1,4}[-/.年月日 ]){0,3}\d{1,2}:\d\d(?::\d\d)?[\])]?\s?"
        rf"(?P<name>{NAME})\s?:",
        rf"(?:^|[,。;!?~\s])(?P<name>{NAME})(?:你好|您好)",
        rf"(?:转告|转达|告知|抄送|抄报|转发给?|转给|转交)(?P<name>{NAME})(?=\s?[:,。!]|$)",
        rf"(?:户名|收款人|开户人|持卡人|姓名|报名人|申请人|联系人|"
        rf"参赛人|投稿人|报送人|填报人|经办人|收件人?|寄件人?|署名|作者)"
        rf"[\s:是为]{{1,3}}(?P<name>{NAME}){CLAUSE}",
        rf"(?:名字叫做?|名叫|我叫|俺叫|本名|真名叫?|大名叫?|小名叫?|"
        rf"我系|俺是|我就是|本人|我是)(?P<name>{NAME}){CLAUSE}",
        rf"^我(?P<name>{NAME})(?=[,。])",
    )
]
"""Each says in itself that a person follows: time and speaker, a greeting, a label, 我叫."""
SOUNDS = (
    "阿啊艾爱安巴拔白班保贝比毕宾布才仓查察楚次达大丹德迪地"
    "丁顿多恩尔法费夫甫噶尕嘎盖干格根古贵哈海汗浩赫黑红呼胡吉"
    "加佳江结金靳卡凯康柯科克肯孔库拉喇来莱赖兰郎勒雷里力丽"
    "利莉林鲁伦罗洛马玛麦买满曼毛茂梅蒙米明莫木穆那娜乃南尼"
    "年宁努诺欧帕普其奇恰且琴青曲仁日荣萨赛桑色沙山善尚顺斯"
    "苏孙索塔泰坦唐桃特提铁图吐托陀娃瓦万旺威维温乌西希夏晓"
    "辛兴雄依仪伊因音英尤玉约泽扎热则者珠卓孜子宗措拜木朝宝苏日勒敖乐其敏逊呷惹嫫莎妹牛"
)
SOUND = re.compile(rf"[{SOUNDS}]{{3,8}}")
FOREIGN = frozenset("阿巴尔格古呷惹嫫勒吉扎措孜卓玛娜木提热依乌斯克图拉汗买麦努其那莎旺桑仁珠")
ASKED = re.compile(
    r"(?:^|[^\w]|[找问叫请和跟、是给]|徒弟|同事|师傅|老乡|工友|牧民|姓名|大哥|大姐)$"
)
DOES = re.compile(
    r"[^\w]|$|从|来|在|说|讲|问|也|不|会|是|家|大[哥叔姐]|师傅|老师|先生|女士|同志|和|跟"
)


def said_names(words: Words) -> Iterator[tuple[int, int]]:
    """Yield names that their place says, and names of other languages in Chinese characters."""
    for pattern in PATTERNS:
        for match in pattern.finditer(words.text):
            yield match.span("name")
    for match in SOUND.finditer(words.text):
        if _is_foreign(words, match):
            yield match.span()


def _is_foreign(words: Words, match: re.Match[str]) -> bool:
    """Whether the dictionary reads no word in the run, and most of it is heard in such names."""
    start, end = match.span()
    if start not in words.edges or end not in words.edges:
        return False
    inner = [words.tags[place] for place in range(start, end) if place in words.edges]
    words_in = [word for word, tag in inner if len(word) > 1 and not tag.startswith("nr")]
    telling = sum(char in FOREIGN for char in match[0])
    before, after = ASKED.search(words.text[:start][-3:]), DOES.match(words.text, end)
    return not words_in and 2 * telling >= len(match[0]) and bool(before and after)


def again(words: Words, found: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where a full name that was found begins another clause or is spoken of again."""
    for spelled in {words.text[start:end] for start, end in found if 1 < end - start < 5}:
        if not re.fullmatch(ANY + "[\u4e00-\u9fff]{1,2}", spelled):
            continue
        for match in re.finditer(re.escape(spelled), words.text):
            word, tag = words.tags.get(match.start(), ("", ""))
            ordinary = word == spelled and not tag.startswith("nr")
            said = re.match(r"\s?:", words.text[match.end() :])
            if match.start() in words.edges and (said or not ordinary):
                yield match.span()
