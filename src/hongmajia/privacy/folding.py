"""Texts as the patterns read them: one width, no invisible characters, Chinese digits as digits."""

import unicodedata
from dataclasses import dataclass

INVISIBLE = {"Cf", "Cc", "Mn", "Me"}
DIGITS = str.maketrans(
    "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "000123456789112345678" + "92"
)
LOOK_ALIKES = str.maketrans("oOlI|zZ", "0011122")


@dataclass(frozen=True)
class Folded:
    """``text`` in one spelling; ``places[i]`` is where its character ``i`` stands in the original.

    ``digits`` has Chinese digits, ``alike`` also letters that look like digits, as digits; all
    three have the same length.
    """

    text: str
    digits: str
    alike: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the characters ``start`` to ``end``."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str, *, blanks: bool = True) -> Folded:
    """Return the folded text; without ``blanks`` they are removed, as in a firm's name."""
    chars, places = [], []
    for place, written in enumerate(text):
        for char in unicodedata.normalize("NFKC", written):
            char = " " if char.isspace() else char
            if unicodedata.category(char) in INVISIBLE or (char == " " and not blanks):
                continue
            chars.append(char)
            places.append(place)
    plain = "".join(chars)
    digits = plain.translate(DIGITS)
    return Folded(plain, digits, digits.translate(LOOK_ALIKES), tuple(places))
