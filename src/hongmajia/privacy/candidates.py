"""Places where a name may stand, and what speaks for or against each: its features.

A candidate is a surname with one or two characters (王建国), what colleagues say with a familiar
word before (小马, 阿强) or after (强哥, 建国叔). ``likely_names`` weighs the features.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .subjects import ACTS
from .surnames import COMMON, COMPOUND, RARE, RAREST, SURNAMES, TELLING, USUAL
from .words import NEVER_GIVEN, NO_NAMES, Words

SINGLE = SURNAMES + RARE
HAN = "[\u4e00-\u9fff]"
SURE = f"(?:(?![{NEVER_GIVEN}]){HAN})"
BEFORE = re.compile("[老小阿大]")
AFTER = re.compile("[哥姐叔嫂婶伯爷]")
TITLE = re.compile(
    "(?:副?(?:总经理|经理|厂长|科长|部长|处长|局长|院长|所长|"
    "校长|书记|主席|会长|队长|班长|组长|站长|主任|乡长|镇长|区长"
    "|社长|店长|行长|村长|工段长))|董事长|(?:总)?工程师|总[工监]|副总|段长|工长|"
    "连长|师傅|师父|师母|师兄|师姐|师弟|老师|先生|女士|小姐|太太|老板娘?|会计|"
    "出纳|医生|大夫|律师|技师|兄弟|警官|法官|"
    "支书|阿婆|婆婆|奶奶|爷爷|妈|爸|护士|技术员|主管|"
    "秘书|助理|教授|博士|同志|同学|阿姨|大哥|大姐|大叔|"
    "大爷|大妈|书记|支书|[工总生队班厂处局校所导董]"
)
SURNAME = re.compile(f"{COMPOUND}|[{SINGLE}{RAREST}]")
ONE = re.compile(SURE)
TWO = re.compile(f"{SURE}{HAN}|{HAN}{SURE}")
OFTEN, SELDOM, LEAST = frozenset(COMMON), frozenset(RARE), frozenset(RAREST)
NAMES, ALSO_NAMES, NEVER = frozenset(TELLING), frozenset(USUAL), frozenset(NEVER_GIVEN)
KNOWN = frozenset(SINGLE)
ROLE = re.compile(
    "(?:[员户师手友姨伯叔嫂婆匠妈爸妹弟哥姐媳][：:]?|同志|徒弟|兄弟|"
    "姐妹|夫妇|司机|老板|代表|职工|工人|女工|老婆|丈夫|儿子|女儿|"
    "爱人|本人|农民|村民|居民|学生|老乡|会计|人叫|[工理任记长])$"
)
"""What a person is or does, before the name."""
EDGE = ("", "")
NUMBER = re.compile(r"\d{3}[\d -]{4}|\w@\w")
"""A telephone or an address, beside which people write their name."""


class Candidate(NamedTuple):
    """Characters ``start`` to ``end``: ``head`` is the surname or familiar word, of a ``form``."""

    start: int
    end: int
    form: str
    head: str
    given: str


def candidates(words: Words) -> Iterator[Candidate]:
    """Yield every candidate of the text; they overlap."""
    text = words.text
    for match in SURNAME.finditer(text):
        start, end = match.span()
        for pattern in (ONE, TWO):
            if given := pattern.match(text, end):
                yield Candidate(start, given.end(), "full", match[0], given[0])
        if title := TITLE.match(text, end):
            yield Candidate(start, title.end(), "title", title[0], match[0])
    yield from _familiar(text)


def _familiar(text: str) -> Iterator[Candidate]:
    for match in BEFORE.finditer(text):
        if given := ONE.match(text, match.end()):
            yield Candidate(match.start(), given.end(), "before", match[0], given[0])
    for match in AFTER.finditer(text):
        for length, pattern in ((1, ONE), (2, TWO)):
            chars = text[max(0, match.start() - length) : match.start()]
            if pattern.fullmatch(chars):
                yield Candidate(match.start() - length, match.end(), "after", match[0], chars)


def features(words: Words, candidate: Candidate) -> list[str]:
    """Return what speaks for or against the candidate."""
    return [
        *spelling(candidate),
        *(f"{candidate.form} {each}" for each in inside(words, candidate)),
        *around(words, candidate.start, candidate.end),
        *together(words, candidate),
    ]


def together(words: Words, candidate: Candidate) -> Iterator[str]:
    """Yield how sure the surname is, with what is around: 护林员岩温罕， but not 张力大，."""
    start, end, text = candidate.start, candidate.end, words.text
    surname = rank(candidate.head if candidate.form == "full" else candidate.given)
    shape = f"{candidate.form} {surname} {len(candidate.given)}"
    closed = "|" if start in words.edges and end in words.edges else "."
    role = "role" if ROLE.search(text[max(0, start - 2) : start]) else ""
    before = "" if text[max(0, start - 1) : start].isalnum() else "clause"
    after = "" if text[end : end + 1].isalnum() else "clause"
    acts = "acts" if ACTS.match(text, end) else ""
    yield f"{shape} {closed} {role or before} {after or acts}"
    yield f"{candidate.form} {closed} {role or before} {after or acts}"


def spelling(candidate: Candidate) -> Iterator[str]:
    """Yield the characters of the name, and how rare they are in words."""
    form, head, given = candidate.form, candidate.head, candidate.given
    rare = rank(given) if form == "title" else "".join(map(rarity, given))
    yield f"{form} head {head}"
    yield f"{form} {rare}"
    yield f"{form} {rank(head) if form == 'full' else head} {rare}"
    yield from (f"{form} {len(given)}{place} {char}" for place, char in enumerate(given))
    if form == "before":
        yield f"before {rank(given)}"


def rank(surname: str) -> str:
    """Return how sure a surname is: of two characters, seldom a word, often one, none."""
    if len(surname) > 1:
        return "compound"
    if surname in OFTEN:
        return "often"
    return (
        "seldom"
        if surname in SELDOM
        else "other"
        if surname in KNOWN
        else "rarest"
        if surname in LEAST
        else "none"
    )


def rarity(char: str) -> str:
    """Return whether the character is of names alone, of names and words, of words, or neither."""
    if char in NAMES:
        return "n"
    return "u" if char in ALSO_NAMES else "x" if char in NEVER else "-"


def inside(words: Words, candidate: Candidate) -> Iterator[str]:
    """Yield what the dictionary reads in the name."""
    start, end = candidate.start, candidate.end
    word, tag = words.tags.get(start, EDGE)
    cut = "".join("|" if place in words.edges else "." for place in range(start, end + 1))
    yield f"cut {cut}"
    yield f"first {len(word)} {tag[:2]} {cut}"
    if word in NO_NAMES:
        yield "no name"
    head = len(candidate.head if candidate.form in ("full", "before") else candidate.given)
    rest, rest_tag = words.tags.get(start + head, EDGE)
    yield f"rest {min(len(rest), 3)} {rest_tag[:2]}"
    if end not in words.edges:
        begin = max(edge for edge in words.edges if edge < end)
        yield f"glued {words.tags[begin][0][end - begin :]}"


def around(words: Words, start: int, end: int) -> Iterator[str]:
    """Yield what stands before and after the name."""
    text = words.text
    before, after = text[max(0, start - 2) : start] or "^", text[end : end + 2] or "$"
    last, next_ = words.before.get(start, EDGE), words.tags.get(end, EDGE)
    yield f"char before {sort(before[-1])}"
    yield f"chars before {before}"
    yield f"char after {sort(after[0])}"
    yield f"chars after {after}"
    yield f"word before {last[0]}"
    yield f"tag before {'role' if ROLE.search(last[0]) else last[1][:2]}"
    yield f"word after {next_[0]}"
    yield f"tag after {next_[1][:2]}"
    left, right = kind(before[-1], last[1]), kind(after[0], next_[1])
    yield f"between {left} {right}"
    if title := TITLE.match(text, end):
        yield "title after"
        yield f"title after {title[0]}"
    earlier = words.before.get(start - len(last[0]), EDGE)
    yield f"words before {earlier[0]} {last[0]}"
    yield f"word earlier {earlier[0]}"
    if ROLE.search(text[max(0, start - 2) : start]):
        yield f"role before {right}"
        yield "role before"
    later = words.tags.get(end + len(next_[0]), EDGE)
    yield f"tags after {next_[1][:2]} {later[1][:2]}"
    if not before[-1].isalnum() and not after[0].isalnum():
        yield f"alone {end - start} {bool(NUMBER.search(text))}"


def sort(char: str) -> str:
    """Return the character, or what sort of sign it is."""
    return "0" if char.isdigit() else "a" if char.isascii() and char.isalpha() else char


def kind(char: str, tag: str) -> str:
    """Return the tag of the word beside the name, or the sign itself."""
    return tag[:2] if char.isalnum() else char
