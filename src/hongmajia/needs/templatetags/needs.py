"""``{% load needs %}``: highlighting of search words."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hongmajia.core.search import words_of_query

register = template.Library()


@register.filter
def marked(text: str, query: str) -> SafeString | str:
    """Return ``text`` with the words of ``query`` in ``<mark>``."""
    words = sorted(words_of_query(query), key=len, reverse=True)
    if not words:
        return text
    found = "|".join(map(re.escape, words))
    pieces = re.split(f"({found})", text, flags=re.IGNORECASE)
    marks = (format_html("<mark>{}</mark>", p) if n % 2 else p for n, p in enumerate(pieces))
    return format_html_join("", "{}", ((mark,) for mark in marks))
