"""What people call each other at work: 大刘, 老何头, 胖子张, 阿珍姐, 老K, 小丁丁."""

import re
from collections.abc import Iterator

from .subjects import ACTS, LATELY, LED_BY
from .surnames import ADDRESSED, COMMON, COMPOUND, NAMES_OR_WORDS, TELLING, USUAL
from .words import NO_NAMES, Words

KIN = "[哥姐叔嫂婶妹弟爷姨]"
LATIN = r"(?:(?<![\u4e00-\u9fff])|(?<=[找问跟和叫请的让]))[老小阿大][A-Z](?![A-Za-z\d\-])"
DOUBLED = rf"小([{ADDRESSED}{COMMON}])\1(?![号机件头])"
KINDRED = (
    rf"[老小大阿胖](?:[{COMMON}{ADDRESSED}]|{COMPOUND}){KIN}(?!牌|们)|"
    rf"(?:大|小|阿)?胖{KIN}|小胖{KIN}?|([{USUAL}])\2[哥姐叔伯嫂婶]|"
    rf"阿[{USUAL}][哥姐叔伯嫂婶]"
)
OLD_ONE = rf"老(?:[{COMMON}]|{COMPOUND})头(?![部子])"
BUILT = rf"(?:胖子|瘦子|眼镜|光头|大个子?|高个子?|矮子)(?:[{COMMON}])(?!力|紧|开|贴|家)"
CERTAIN = re.compile("|".join((DOUBLED, KINDRED, OLD_ONE, BUILT)))
"""Names by which nothing else is called."""
LATIN_NAME = re.compile(LATIN)
DEAR = re.compile(
    rf"阿(?P<char>[{USUAL}])(?![\u4e00-\u9fff]?[特斯克尔德罗])|"
    rf"(?<![大小老])[{USUAL}]{{1,2}}[哥姐叔伯嫂婶]"
    r"|[强军勇刚伟涛亮辉斌浩鹏杰]子"
)
"""Read as a name before what only people do, or joined to another name."""
FROM = "四川|江西|安徽|河南|湖南|湖北|贵州|云南|山东|东北|广东|福建|陕西|山西|重庆"
BIG = re.compile(
    rf"[老小](?:{FROM})|[大胖](?:[{COMMON}]|{COMPOUND})"
    r"|[老小][马高金石田白江方童余熊毛牛万成齐康](?![达力])"
)
"""Read as a name there: 大刘昨天换的."""
GIVEN = re.compile(rf"[{USUAL}][{TELLING}]|[{TELLING}][{USUAL}]|{NAMES_OR_WORDS}")
DOES = re.compile(
    rf"{ACTS.pattern}|和[老小阿]|(?:{LATELY})(?:[夜白中早晚]班)?(?:把|"
    rf"就|给|又)|干得|师[兄姐弟妹]|说"
)
BIG_ASKED = rf"(?<=[找问叫请])大[{COMMON}](?=[^\\w]|$)"
CHILDISH = re.compile(
    rf"{BIG_ASKED}|"
    rf"(?:(?<=[找问叫让喊])|(?<=[找问叫请]了))小[{TELLING}](?=[就来去看说,。会拿要]|$)|"
    r"(?<=[找问叫让喊])(?:[二三大小][毛娃牛虎柱军强宝]|铁蛋|狗蛋|石头)(?=[就来去看说,。会拿,要]|$)"
)


def nicknames(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of the nicknames."""
    for pattern in (CERTAIN, LATIN_NAME, CHILDISH):
        for match in pattern.finditer(words.text):
            if (
                match.start() in words.edges
                and words.text[match.start() + 1 : match.end() + 1] not in NO_NAMES
            ):
                yield match.span()
    for pattern in (BIG, DEAR, GIVEN):
        for match in pattern.finditer(words.text):
            if {match.start(), match.end()} <= words.edges and _acts(words, match):
                yield match.span()


def _acts(words: Words, match: re.Match[str]) -> bool:
    """Whether it begins a clause or follows people, and does what only people do."""
    led = LED_BY.search(words.text[max(0, match.start() - 3) : match.start()])
    word, tag = words.tags[match.start()]
    ordinary = len(word) > 1 and not tag.startswith(("nr", "nz")) and word[0] not in "老小"
    return bool(led and not ordinary and DOES.match(words.text, match.end()))
