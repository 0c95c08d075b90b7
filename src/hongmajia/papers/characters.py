"""Characters as they are printed: without those that have no glyph, and old codes as today's."""

import unicodedata

WORD_BULLETS = {
    ord(private): sign
    for private, sign in {
        "\uf06c": "●",
        "\uf06e": "■",
        "\uf075": "◆",
        "\uf076": "❖",
        "\uf0a7": "▪",
        "\uf0b7": "•",
        "\uf0d8": "➢",
        "\uf0fc": "✔",
        "\uf0fe": "☑",
    }.items()
}
"""Private codes that Word gives the signs of its lists, which are in Symbol and Wingdings."""

FIRST_OLD_CODE, OLD_LEAD, OLD_TRAILS = 0xE815, 0xFE, (*range(0x50, 0x7F), *range(0x80, 0xA1))
"""Private codes by which Windows stood for eighty characters of GBK until Unicode had them, such as
䶮 in names; GB 18030 gives the characters."""


def _old_codes() -> dict[int, str]:
    found = {
        FIRST_OLD_CODE + n: bytes((OLD_LEAD, trail)).decode("gb18030")
        for n, trail in enumerate(OLD_TRAILS)
    }
    return {code: today for code, today in found.items() if chr(code) != today}


TODAYS = WORD_BULLETS | _old_codes()

OF_ONE_MEANING = ("", "<font>", "<narrow>", "<square>", "<wide>")
"""Kinds of Unicode's compatibility that only change the look. Not `<super>` and `<fraction>`:
10⁶ is not 106."""


def printable(text: str) -> str:
    """``text`` without characters that have no glyph of their own: controls, zero-width marks,
    surrogates, selectors of a variant, codes that are no characters.

    They come with texts copied from chats and would break XML or print as boxes. Tabs and unusual
    spaces become spaces, unusual line ends become line ends, old private codes their characters.
    """
    plain = text.replace("\r\n", "\n").replace("\t", " ").translate(TODAYS)
    return "".join(_as_printed(character) for character in plain)


def _as_printed(character: str) -> str:
    """A character as it is printed; empty if it has no glyph of its own."""
    kind = unicodedata.category(character)
    if character == "\n" or kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs" and character != "\u3000":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") or _is_unseen(ord(character)) else character


def _is_unseen(code: int) -> bool:
    is_selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F
    is_filler = code in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_selector or is_filler or is_none


def in_other_codes(character: str) -> str:
    """The same character in codes that a font is likelier to have; itself if there are none."""
    kind = unicodedata.decomposition(character).rpartition(">")
    tag = f"{kind[0]}>" if kind[1] else ""
    return unicodedata.normalize("NFKC", character) if tag in OF_ONE_MEANING else character
