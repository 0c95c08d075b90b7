"""The lettering of a team's flag."""

import re
from dataclasses import dataclass

SPLIT = re.compile(
    r"^(?P<above>.*?工会|.*?集团|.*?[省市县区])?(?P<name>.+?)(?:（(?P<below>[^）]+)）)?$"
)
WIDTH = 160
"""Width available for the middle line, in units of the SVG drawing."""

LARGEST = 22.5
"""The largest font size of the middle line, in the same units."""


@dataclass(frozen=True)
class Flag:
    """The name of a team in three lines: 湖州市工会, 金牌技术服务队, 焊接."""

    above: str
    name: str
    below: str

    @classmethod
    def of(cls, name: str) -> "Flag":
        """The lines for ``name``; a name of up to seven characters is not divided."""
        found = SPLIT.match(name)
        if not found or len(name) <= 7:
            return cls("", name, "")
        return cls(found["above"] or "", found["name"], found["below"] or "")

    @property
    def size(self) -> float:
        """Font size of the middle line, in units of the SVG drawing."""
        return round(min(LARGEST, WIDTH / len(self.name)), 1)
