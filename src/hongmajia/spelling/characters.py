"""Characters that look alike or cannot be seen: what a text is compared by, and stored without."""

import re
import unicodedata

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, for the inside of a regular expression's class."""
PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]*")
"""What has one width and hides nothing, as most names and codes: it is compared as it stands."""
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
"""Control characters, direction and variation marks, and blanks that take no room."""
RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
)
"""Radicals for the characters that look the same, which texts copied from PDF files hold; NFKC
knows those of Kangxi only (Unicode's EquivalentUnifiedIdeograph)."""
ALIKE = str.maketrans(
    {
        **dict.fromkeys("[{〔【〖", "("),
        **dict.fromkeys("]}〕】〗", ")"),
        **dict.fromkeys("•‧∙⋅・●\u119e\u16eb\u2e31", "·"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’`´", "'"),
        **dict.fromkeys("“”", '"'),
    }
)
"""Signs that people write for each other, after NFKC."""


def seen(text: str) -> str:
    """The text without what nobody sees, such as the direction marks of a pasted number."""
    return UNSEEN.sub("", text)


def folded(text: str) -> str:
    """A text as it is compared: without blanks and unseen marks, in one width and case, with one
    sort of brackets, middle dots, dashes and quotation marks.
    """
    if PLAIN.fullmatch(text):
        return text.casefold()
    one_width = unicodedata.normalize("NFKC", seen(text).translate(RADICALS)).translate(ALIKE)
    return "".join(seen(one_width).split()).casefold()


def text_key(text: str) -> str:
    """What a sentence is compared by: as ``folded``, without the marks at its end."""
    return folded(text).rstrip(".。!,;?…")
