"""Which division a text begins with."""

from collections.abc import Iterable
from functools import cache

from .divisions import DIRECTLY, MUNICIPALITIES, divisions, former_names, labels
from .names import short_name, spoken_forms

Path = tuple[str, str, str]
"""Names of province, city and county, empty where there is none."""
LONGEST = 15
"""Characters of the longest name: 双江拉祜族佤族布朗族傣族自治县."""
LEVELS = ("市", "区", "县", "州", "旗")
"""What shows that a name before it is not that of a province: 吉林市, 海南州."""


@cache
def path_of(adcode: str) -> Path:
    """The names of a division and of those above it.

    A municipality is its own city; a county under no city is its own city, too, and so is a city
    without counties (东莞) its own county.
    """
    known, name = divisions(), labels()
    province = name[f"{adcode[:2]}0000"]
    if adcode.endswith("0000"):
        return province, "", ""
    if adcode.endswith("00"):
        return province, name[adcode], name[adcode] if adcode in _without_counties() else ""
    if adcode[:2] in MUNICIPALITIES:
        return province, province, name[adcode]
    city = f"{adcode[:4]}00"
    return province, name[city if city in known else adcode], name[adcode]


@cache
def _without_counties() -> frozenset[str]:
    """Codes of the cities that are not divided into counties."""
    divided = {code[:4] for code in divisions() if not code.endswith("00")}
    cities = {code for code in divisions() if code.endswith("00") and not code.endswith("0000")}
    return frozenset(code for code in cities if code[:4] not in divided)


class Names:
    """Names as they are written, and the divisions that they may mean."""

    def __init__(self) -> None:
        self.meant: dict[str, set[Path]] = {}
        self.short: set[str] = set()
        """Names without a level: 朝阳, which is no city where 朝阳区 is written."""

    def add(self, forms: Iterable[str], path: Path) -> None:
        """``forms`` are written for the division at ``path``."""
        for form in forms:
            self.meant.setdefault(form, set()).add(path)

    def add_former(self, name: str, path: Path) -> None:
        """A former name means this division unless it is the name of another today."""
        bare = short_name(name)
        for form in {name} if len(name) < 3 else {name, bare}:
            if form not in self.meant:
                self.meant[form] = {path}

    def begin(self, words: str) -> tuple[set[Path], int]:
        """What the words begin with, the longest name first, and how many characters that is."""
        for length in range(min(len(words), LONGEST), 1, -1):
            if found := self.meant.get(words[:length]):
                return found, length
        return set(), 0


class Gazetteer:
    """The names of provinces, and of the cities and counties of each and of the country."""

    def __init__(self) -> None:
        self.provinces = Names()
        self.cities: dict[str, Names] = {"": Names()}
        self.counties: dict[tuple[str, str], Names] = {("", ""): Names()}
        """By province and city; with an empty city all of a province, with neither all."""
        for code, division in divisions().items():
            self._add(code, division.name)
        for code, name in former_names():
            self._add_former(code, name)

    def _add(self, code: str, name: str) -> None:
        path, forms = path_of(code), spoken_forms(name)
        if code.endswith("0000"):
            self.provinces.add(forms, path)
        if code[:2] in MUNICIPALITIES and code.endswith("0000"):
            path = (path[0], path[0], "")
        if path[1] and (code.endswith("00") or code[2:4] == DIRECTLY):
            for names in self._cities(path):
                names.add(forms, path)
        if path[2]:
            for names in self._counties(path):
                names.add(forms, path)

    def _add_former(self, code: str, name: str) -> None:
        path = path_of(code)
        city = code.endswith("00")
        for names in self._cities(path) if city else self._counties(path):
            names.add_former(name, path)

    def _cities(self, path: Path) -> list[Names]:
        return [self.cities.setdefault(where, Names()) for where in ("", path[0])]

    def _counties(self, path: Path) -> list[Names]:
        wheres = (("", ""), (path[0], ""), path[:2])
        return [self.counties.setdefault(where, Names()) for where in wheres]


@cache
def gazetteer() -> Gazetteer:
    """The names of the country, read when the first text is."""
    return Gazetteer()
