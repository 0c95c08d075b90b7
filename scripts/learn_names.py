"""Learn by which signs names are known, and write the weights to privacy/name_weights.json.

    python scripts/learn_names.py

It learns from the marked sentences of ``tests/privacy/sentences.txt``, each repeated with other
names in place of its own, and, for what is no name, from the texts of the product. A logistic
regression that keeps few weights (L1) is fitted; the same sentences give the same weights.
"""

import json
import random
import re
import sys
import warnings
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from sklearn.feature_extraction import DictVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from hongmajia.privacy.candidates import TITLE as TITLED_BY  # noqa: E402
from hongmajia.privacy.candidates import Candidate, candidates, features  # noqa: E402
from hongmajia.privacy.folding import fold  # noqa: E402
from hongmajia.privacy.likely_names import FILE  # noqa: E402
from hongmajia.privacy.names import TITLE  # noqa: E402
from hongmajia.privacy.surnames import (  # noqa: E402
    ANY_SURNAME,
    COMMON,
    COMPOUND,
    RAREST,
    SURNAMES,
    TELLING,
    USUAL,
)
from hongmajia.privacy.words import Words  # noqa: E402
from tests.privacy.sentences import Sentence, all_sentences  # noqa: E402

REPEATED = 3
"""How often a sentence is read again with other names."""
UNUSUAL = (
    "满仓狗土生贵量才余阿毛胜桂宽有顺水旺长发小妹田丰"
    "收卓越启航思远子涵一诺雨桐可怡国红旗放援朝东蛋娃腊"
)
"""Characters of given names that are words as well."""
WORDS = [
    "秋实",
    "丰年",
    "红旗",
    "有才",
    "得水",
    "春雨",
    "大山",
    "向阳",
    "立冬",
    "胜利",
    "光明",
    "援朝",
    "解放",
    "国庆",
    "跃进",
    "满仓",
    "来福",
    "长河",
    "长江",
    "玉田",
    "小川",
    "道明",
    "桂枝",
    "大勇",
    "建设",
    "和平",
    "卫星",
    "先锋",
    "团结",
    "前进",
    "东风",
    "远航",
    "长城",
    "泰山",
    "天明",
    "黎明",
    "朝阳",
    "春风",
    "春花",
    "冬青",
    "秋生",
    "夏至",
    "立春",
    "谷雨",
    "白露",
    "小满",
    "水根",
    "木生",
    "火旺",
    "土根",
    "金宝",
    "银花",
    "铁柱",
    "石头",
    "大海",
    "小溪",
    "青松",
    "翠竹",
    "梅花",
    "腊梅",
    "牡丹",
    "百合",
    "芙蓉",
    "海棠",
    "茉莉",
    "珍珠",
    "翡翠",
    "雪峰",
    "雨田",
    "云飞",
    "风雷",
    "电光",
    "思想",
    "文化",
    "学问",
    "诗书",
    "笔墨",
    "自强",
    "自立",
    "更生",
    "勤俭",
    "厚道",
    "忠厚",
    "诚信",
    "守信",
    "致远",
    "志远",
    "明理",
    "知行",
    "发财",
    "进宝",
    "有余",
    "常在",
    "永久",
    "万年",
    "千里",
    "百川",
    "双喜",
    "三多",
    "四海",
    "五福",
    "六顺",
    "七星",
    "八斤",
    "九龙",
    "十全",
]
"""Given names that are words."""
FULL = re.compile(rf"(?P<name>{ANY_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:\s?{TITLE})?")
CALLED = re.compile(rf"{ANY_SURNAME}(?:{TITLE}|[工总队班])")
"""A surname with a title."""
TITLED = re.compile(rf"{TITLE}|[工总]")
TITLE_AFTER = re.compile(rf"[\u4e00-\u9fff](?P<title>{TITLED_BY.pattern})")
ROLES = [
    "护林员",
    "工艺员",
    "我老婆",
    "我爱人",
    "女工",
    "职工",
    "新手妈妈",
    "低保户",
    "老同志",
    "收件人",
    "我徒弟",
    "同事",
    "村民",
    "养殖户",
    "司机",
    "班长",
    "门卫",
    "阿姨",
    "农机手",
    "校友",
    "师兄",
    "代表",
    "保洁员",
    "联系",
]
ADDED = (
    ("", "，{}"),
    ("", " {}"),
    ("", "：{}"),
    ("", "，13800001234，{}"),
    ("{}，", ""),
    ("{} ", ""),
    ("{}。", "，13800001234"),
    ("{}，", " 13800001234"),
    ("{}——", ""),
    ("我是", "，{}"),
    ("{}，我叫", ""),
    ("{}，找", "就行"),
    ("", "说{}"),
    ("", "问{}"),
    ("", "你好，{}"),
    *(("{}，" + role, "") for role in ROLES),
    *((role, "，{}") for role in ROLES),
    *((role, "反映{}") for role in ROLES[::2]),
)
"""What stands before and after a name that is added to a sentence."""
SMALLEST = 0.02
"""Weights smaller than this are left out."""
Place = tuple[int, int]
Example = tuple[list[str], int]


def main() -> None:
    """Learn from all sentences and write the weights."""
    sentences = all_sentences()
    examples = [*from_sentences(sentences), *placed(sentences), *from_product()]
    weights = learnt(examples)
    FILE.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(examples)} examples, {len(weights)} weights in {FILE}")


def learnt(examples: list[Example]) -> dict[str, float]:
    """Return the weights by feature, that of every candidate under ""."""
    rows = DictVectorizer()
    matrix = rows.fit_transform([dict.fromkeys(each, 1) for each, _ in examples])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        fitted = LogisticRegression(l1_ratio=1, C=3, solver="liblinear", random_state=1)
        fitted.fit(matrix, [label for _, label in examples])
    pairs = zip(rows.get_feature_names_out(), fitted.coef_[0], strict=True)
    kept = {name: round(float(weight), 2) for name, weight in pairs if abs(weight) > SMALLEST}
    return {"": round(float(fitted.intercept_[0]), 2), **kept}


def from_sentences(sentences: list[Sentence]) -> Iterator[Example]:
    """Yield the candidates of the sentences, with 1 for a name, also with other names."""
    chosen = random.Random(1)
    for sentence in sentences:
        text = fold(sentence.text).text
        if len(text) != len(sentence.text) or "public figures" in sentence.kind:
            continue
        yield from labelled(text, sentence.places, named(text, sentence.places))
        for _ in range(REPEATED if named(text, sentence.places) else 0):
            yield from labelled(*renamed(text, sentence.places, chosen))


def placed(sentences: list[Sentence]) -> Iterator[Example]:
    """Yield harmless sentences to which somebody adds their name, as a clause of its own."""
    chosen = random.Random(2)
    for sentence in sentences:
        text = fold(sentence.text).text
        if sentence.places or len(text) != len(sentence.text):
            continue
        for before, after in chosen.sample(ADDED, 2):
            name, start = other_name("王某", chosen), len(before.format(text))
            own = [(start, start + len(name))]
            yield from labelled(before.format(text) + name + after.format(text), own, own)


def named(text: str, places: Collection[Place]) -> list[Place]:
    """Return the places of names as candidates have them: a full name without the title."""
    own = {(each.start, each.end) for each in candidates(Words(text))}
    found = []
    for start, end in places:
        match = FULL.fullmatch(text, start, end)
        called = (start, end) in own and not (match and match.end("name") == end)
        if called:
            found.append((start, end))
        elif match and match.span("name") in own:
            found.append(match.span("name"))
    return found


def labelled(text: str, places: Collection[Place], names: Collection[Place]) -> Iterator[Example]:
    """Yield the candidates; those inside a place that holds no name of theirs are left out."""
    words = Words(text)
    for each in candidates(words):
        start, end = each.start, each.end
        if (start, end) in names:
            yield features(words, each), 1
        elif overlaps(each, names) or not overlaps(each, places):
            yield features(words, each), 0


def overlaps(candidate: Candidate, places: Collection[Place]) -> bool:
    return any(start < candidate.end and candidate.start < end for start, end in places)


def renamed(
    text: str, places: Collection[Place], chosen: random.Random
) -> tuple[str, list[Place], list[Place]]:
    """Return the sentence with other names, its places and its names."""
    names = dict(named(text, places))
    written, last, new_places, new_names = "", 0, [], []
    for start, end in sorted(places):
        written += text[last:start]
        begin = len(written)
        if start in names:
            written += other_name(text[start : names[start]], chosen)
            new_names.append((begin, len(written)))
        written += text[names.get(start, start) : end]
        new_places.append((begin, len(written)))
        last = end
    return written + text[last:], new_places, new_names


def other_name(name: str, chosen: random.Random) -> str:
    """Return another name of the same form."""
    if title := TITLE_AFTER.fullmatch(name):
        return chosen.choice([*COMMON, *COMMON, *SURNAMES]) + title["title"]
    if name[0] in "老小" and len(name) == 2:
        return name[0] + chosen.choice(COMMON + COMMON + SURNAMES)
    if name[0] in "阿大" or name[-1] in "哥姐叔嫂婶伯爷":
        return "".join(c if c in "阿大老小哥姐叔嫂婶伯爷" else given(chosen) for c in name)
    surname = chosen.choice([*COMMON, *COMMON, *COMMON, *COMMON, *SURNAMES, *COMPOUND.split("|")])
    if chosen.random() < 0.2:
        return surname + chosen.choice(WORDS)
    return surname + given(chosen) + (given(chosen) if chosen.random() < 0.7 else "")


def given(chosen: random.Random) -> str:
    """Return a character of a given name: mostly a usual one."""
    return chosen.choice(chosen.choices((TELLING, USUAL, UNUSUAL), (45, 40, 15))[0])


def from_product() -> Iterator[Example]:
    """Yield the candidates in texts of the product, which hold no names without a title."""
    for text in texts():
        words = Words(fold(text).text)
        for each in candidates(words):
            titled = TITLED.match(words.text, each.start + 1)
            if not titled or words.text[each.start] in RAREST:
                yield features(words, each), 0


def texts() -> Iterator[str]:
    """Yield the sentences of the pages and of the handbook, and the texts of the demonstration."""
    product = ROOT / "src/hongmajia"
    catalogue = product / "locale/en/LC_MESSAGES/django.po"
    yield from re.findall(r'msgid "(.*)"', catalogue.read_text("utf-8"))
    for page in sorted((product / "portal/handbook/zh").glob("*.md")):
        yield from page.read_text("utf-8").splitlines()
    for file in sorted((product / "demo/data").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield from (each for each in json.loads(line).values() if isinstance(each, str))


if __name__ == "__main__":
    main()
