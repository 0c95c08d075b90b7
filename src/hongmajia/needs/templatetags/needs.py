"""``{% load needs %}``: found words, marked."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hongmajia.core.search import words_of_query

register = template.Library()


@register.filter
def marked(text: str, query: str) -> SafeString | str:
    """``text`` with the words of ``query`` in ``<mark>``."""
    words = sorted(words_of_query(query), key=len, reverse=True)
    if not words:
        return text
    pieces = re.split("(%s)" % "|".join(map(re.escape, words)), text, flags=re.IGNORECASE)
    parts = ((("<mark>", piece, "</mark>") if n % 2 else ("", piece, "")) for n, piece in enumerate(pieces))
    return format_html_join("", "{}{}{}", ((SafeString(a), piece, SafeString(b)) for a, piece, b in parts))
