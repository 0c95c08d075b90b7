"""A page of the handbook from its Markdown: title, lead, and sections with anchors.

A section begins with a heading that names its anchor and the pages of the product that it is about:

    ## 核实需求 {#verify need_verify need_queue}

A link leads to a page of the product by the name of its URL, ``[查进度](track)``, or to another
page of the handbook, ``[企业联系人](help_page:contact#how-ask)``. Bold words are names on the
screen, such as those of buttons; a test looks for them in the catalogue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

HEADING = re.compile(r"(?P<title>.+?) \{#(?P<anchor>[a-z-]+)(?P<views>(?: \w+)*)\}")
OUTSIDE = ("https:", "tel:", "#")
"""How links begin that name no URL of the product."""
READER = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Section:
    """One part of a page, with its anchor."""

    title: str
    anchor: str
    views: tuple[str, ...]
    """names of the URLs that it explains"""
    html: str
    lines: tuple[str, ...]
    """its sentences without markup, for the search"""


@dataclass
class Text:
    """What one Markdown file says."""

    title: str
    lead: str
    sections: list[Section] = field(default_factory=list)


def read_text(source: str) -> Text:
    """The text of a file; ``ValueError`` if a heading has no anchor, ``NoReverseMatch`` for a link
    that leads nowhere.
    """
    parts = list(_parts(READER.parse(source)))
    title, opening = parts[0]
    found = Text(title, "".join(_lines(opening)))
    for heading, body in parts[1:]:
        found.sections.append(_section(heading, body))
    return found


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Each heading of the first two levels with all that follows it."""
    starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag in ("h1", "h2")]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield tokens[start + 1].content, list(tokens[start + 3 : end])


def _section(heading: str, body: list[Token]) -> Section:
    match = HEADING.fullmatch(heading)
    if match is None:
        raise ValueError(f"a heading without an anchor: {heading}")
    return Section(
        title=match["title"],
        anchor=f"how-{match['anchor']}",  # “ask” alone is the id of a form, with a style of its own
        views=tuple(match["views"].split()),
        html=READER.renderer.render(_with_addresses(body), READER.options, {}),
        lines=tuple(_lines(body)),
    )


def _with_addresses(body: list[Token]) -> list[Token]:
    """``body``, in which links have addresses in place of the names of URLs."""
    for token in body:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", href_of(str(child.attrGet("href"))))
    return body


def href_of(link: str) -> str:
    """The address to which a link of the Markdown leads; ``NoReverseMatch`` if there is none."""
    if link.startswith(OUTSIDE):
        return link
    target, _, anchor = link.partition("#")
    name, *args = target.split(":")
    return reverse(name, args=args) + (f"#{anchor}" if anchor else "")


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of each paragraph and item."""
    for token in tokens:
        if token.type == "inline":
            shown = (child for child in token.children or () if not child.hidden)
            yield "".join(" " if c.type == "softbreak" else c.content for c in shown)
