"""Pages with a public list or activity as text, to be pasted into a group chat."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .addresses import absolute

MOST = 10
"""Rows of a list in one text; a longer one is not read in a group chat."""


@dataclass(frozen=True)
class Shared:
    """One thing as text: its title, its facts (empty ones are left out), the path of its page."""

    title: str
    facts: Iterable[Any]
    path: str

    def text(self) -> str:
        """Three lines: title, facts, address."""
        facts = _("，").join(str(fact) for fact in self.facts if fact)
        return "\n".join(line for line in (self.title, facts, absolute(self.path)) if line)


def text_of_list(title: str, total: int, rows: Iterable[Shared], path: str) -> str:
    """A list as text: how many there are, its first rows numbered, and the address of the rest."""
    shown = list(rows)[:MOST]
    words = {"title": title, "n": total, "shown": len(shown)}
    heading = _("%(title)s，共%(n)s件") % words
    if total > len(shown):
        heading = _("%(title)s，共%(n)s件，先看%(shown)s件") % words
    numbered = [f"{n}. {row.text()}" for n, row in enumerate(shown, 1)]
    return "\n\n".join([heading, *numbered, _("全部在这里：%(url)s") % {"url": absolute(path)}])


def share_page(
    request: HttpRequest, text: str, *, section: str, back: tuple[str, str]
) -> HttpResponse:
    """The page that shows ``text`` to be copied; ``back`` is address and name of where it is from.

    Without a script the text is marked and copied by hand.
    """
    context = {"text": text, "section": section, "back": back}
    return render(request, "core/share.html", context)
