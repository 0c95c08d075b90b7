"""The asker's firm in a text: its whole name, parts of it that name it, its brand."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import rjieba

from .finds import Find, Kind
from .folding import Folded

GENERIC = re.compile(
    "有限责任|股份|有限|公司|集团|总厂|工厂|厂|企业|工作室|合作社|中心|商行|经营部|门市部|分|"
    "机械|制造|汽车|零部件|配件|电子|电气|电器|电机|"
    "科技|技术|新材料|材料|纺织|服装|服饰|化工|化学|化纤|"
    "塑料|塑胶|塑业|橡胶|五金|模具|家具|家居|木业|竹业|"
    "纸业|印刷|包装|食品|药业|医药|医疗|器械|设备|装备|"
    "建材|建设|建筑|工程|能源|新能源|环保|节能|智能|"
    "精密|工业|实业|贸易|物流|运输|农业|金属|铸造|锻造|"
    "钢铁|钢构|船舶|轴承|阀门|泵业|电缆|光电|光学|仪器|"
    "仪表|自动化|信息|网络|软件|制品|用品|开发|发展|"
    "和|与|业|某|省|市|县|区|[()（）]"
)
"""Words of which firms' names are made; a part of only these names nobody."""
NO_PLACE = "(?![岛镇乡村县](?![\u4e00-\u9fff]?厂)|[东南西北中]?(?:路|街|大道|大街))"
"""After a brand that is the name of a place here: 永兴东路."""
SHORTEST_PART = 4
"""The fewest characters of a part of the name that is looked for."""
CALLED = "有限责任公司|股份有限公司|有限公[司可]|公[司可]|集团|总厂|工厂|厂|企业"
"""What firms are called after their brand."""
NAMES_MORE = ("nr", "nz", "nt", "ns", "x", "eng")
"""Tags of brands that are no ordinary words."""


class Firm(NamedTuple):
    """A firm by its name, with the names of the places that firms' names begin with."""

    name: str
    places: tuple[str, ...] = ()


class Brand(NamedTuple):
    """What a firm is called for short, what its name has around, and whether it is a word."""

    place: str
    name: str
    is_word: bool
    rest: str


@lru_cache(maxsize=256)
def brand_of(firm: Firm) -> Brand:
    """Return the brand: 永兴 of 德清永兴机械制造有限公司."""
    listed = "|".join(map(re.escape, firm.places)) or "(?!)"
    place = re.match(rf"(?:(?:{listed})[省市县区]?)*", firm.name)
    start = place.end() if place else 0
    tokens = rjieba.tag(firm.name[start:], False)
    end = start
    for word, _tag in tokens:
        if (end > start and len(word) > 1) or GENERIC.match(firm.name, end):
            break
        end += len(word)
    name = firm.name[start:end]
    is_word = any(word == name and not tag.startswith(NAMES_MORE) for word, tag in tokens[:1])
    return Brand(firm.name[:start], name, is_word, firm.name[end:])


def firm_in(folded: Folded, firm: Firm) -> Iterator[Find]:
    """Yield where the firm is named; ``folded`` is without blanks, as is the firm's name."""
    brand = brand_of(firm)
    for start, end in [*_parts(folded.text, firm.name, brand), *_brands(folded.text, brand)]:
        yield Find(*folded.span(start, end), Kind.FIRM)


def _parts(text: str, name: str, brand: Brand) -> Iterator[tuple[int, int]]:
    """The longest parts that the text shares with the name, if they name the firm."""
    for start in range(len(name) - SHORTEST_PART + 1):
        end = start
        while end < len(name) and name[start : end + 1] in text:
            end += 1
        if end - start >= SHORTEST_PART and _names(name, brand, start, end):
            whole = rf"{_place_before(brand)}{re.escape(name[start:end])}(?:{CALLED})?"
            yield from (match.span() for match in re.finditer(whole, text))


def _names(name: str, brand: Brand, start: int, end: int) -> bool:
    """Whether the part of the name has the whole brand, a number, or a name in it."""
    begin = len(brand.place)
    if brand.name and start <= begin and begin + len(brand.name) <= end:
        return True
    own = GENERIC.sub("", name[max(start, begin) : end])
    return bool(re.search(r"\d", own)) or any(
        tag.startswith(NAMES_MORE) for _word, tag in rjieba.tag(own, False)
    )


def _brands(text: str, brand: Brand) -> Iterator[tuple[int, int]]:
    """The brand alone; one that is an ordinary word, only before a word that firms are called."""
    if not 2 <= len(brand.name) <= 6:
        return
    before, own = _place_before(brand), re.escape(brand.name)
    called = rf"(?:{CALLED}){'' if brand.is_word else '?'}"
    made = _made_of(brand)
    place_after = rf"(?:\([\u4e00-\u9fff]{{2,4}}\)(?={CALLED}|{made}){made}{{0,6}})?"
    forms = [rf"{before}(?:{own}{NO_PLACE}|\({own}\)){made}{{0,6}}{place_after}{called}"]
    if len(brand.name) > 2:
        forms.append(rf"{before}{re.escape(brand.name[:2])}(?:{CALLED})")
    for form in forms:
        yield from (match.span() for match in re.finditer(form, text))


def _place_before(brand: Brand) -> str:
    """Return the pattern of the place as it may stand before the brand: 德清, 德清县."""
    if not brand.place:
        return ""
    place = rf"{re.escape(brand.place)}[省市县区]?"
    return rf"(?:{place}|\({place}\))?"


def _made_of(brand: Brand) -> str:
    """Return the pattern of a character of what the firm makes, as both of 机制 in 机械制造."""
    chars = re.sub(rf"{CALLED}|[()]", "", brand.rest)[:12]
    made = f"[{re.escape(chars)}]"
    return rf"(?:{made}|(?<={made})[^\W的是在和与了有](?={made}))" if chars else "(?:(?!))"
