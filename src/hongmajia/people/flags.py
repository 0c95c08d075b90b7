"""How a team's name stands on its flag."""

import re
from dataclasses import dataclass

SPLIT = re.compile(
    r"^(?P<above>.*?工会|.*?集团|.*?[省市县区])?(?P<name>.+?)(?:（(?P<below>[^）]+)）)?$"
)
WIDTH = 160
LARGEST = 22.5


@dataclass(frozen=True)
class Flag:
    """``湖州市工会金牌技术服务队（焊接）`` in three lines; the middle one fills the cloth."""

    above: str
    name: str
    below: str

    @classmethod
    def of(cls, name: str) -> "Flag":
        """Short names stay whole: only what would not fit is divided."""
        found = SPLIT.match(name)
        if not found or len(name) <= 7:
            return cls("", name, "")
        return cls(found["above"] or "", found["name"], found["below"] or "")

    @property
    def size(self) -> float:
        """Font size of the middle line, in the flag's own units."""
        return round(min(LARGEST, WIDTH / len(self.name)), 1)
