"""A page of the handbook from its Markdown: title, lead, and sections with anchors.

A section begins with a heading that names its anchor and the pages of the product that it is about:

    ## 核实需求 {#verify need_verify need_queue}

A link leads to a page of the product by the name of its URL, ``[查进度](track)``, or to another
page of the handbook, ``[企业联系人](help_page:contact#how-ask)``. Bold words are names on the
screen, such as those of buttons; a test looks for them in the catalogue.

A paragraph that is a picture, ``![what it shows](ask "its caption")``, stands beside its section. A
heading of the third level is a question that is often asked (常问的).
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
class Picture:
    """A page of the product beside the text that explains it."""

    name: str
    shows: str
    """in words, for those who do not see it"""
    caption: str


@dataclass(frozen=True)
class Question:
    """A question that is often asked, with its answer."""

    title: str
    body: Sequence[Token]
    html: str


@dataclass(frozen=True)
class Section:
    """One part of a page, with its anchor."""

    title: str
    anchor: str
    views: tuple[str, ...]
    """names of the URLs that it explains"""
    body: Sequence[Token]
    """what stands above the questions, without the picture"""
    html: str
    picture: Picture | None
    questions: tuple[Question, ...]
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
    parts = list(_parts(READER.parse(source), "h1", "h2"))
    title, opening = parts[0]
    found = Text(title, "".join(_lines(opening)))
    for heading, body in parts[1:]:
        found.sections.append(_section(heading, body))
    return found


def _parts(tokens: Sequence[Token], *levels: str) -> Iterator[tuple[str, list[Token]]]:
    """Each heading of these levels with all that follows it."""
    starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag in levels]
    for start, end in zip(starts, [*starts, len(tokens)][1:], strict=True):
        yield tokens[start + 1].content, list(tokens[start + 3 : end])


def _section(heading: str, tokens: list[Token]) -> Section:
    match = HEADING.fullmatch(heading)
    if match is None:
        raise ValueError(f"a heading without an anchor: {heading}")
    picture, rest = _without_picture(_with_addresses(tokens))
    first = next((n for n, token in enumerate(rest) if token.tag == "h3"), len(rest))
    return Section(
        title=match["title"],
        anchor=f"how-{match['anchor']}",  # “ask” alone is the id of a form, with a style of its own
        views=tuple(match["views"].split()),
        body=rest[:first],
        html=_html(rest[:first]),
        picture=picture,
        questions=tuple(Question(asked, body, _html(body)) for asked, body in _parts(rest, "h3")),
        lines=tuple(_lines(rest)),
    )


def _without_picture(body: list[Token]) -> tuple[Picture | None, list[Token]]:
    """The picture of a section, and the rest; ``ValueError`` if there is more than one."""
    found = [n for n, token in enumerate(body) if _is_picture(token)]
    if not found:
        return None, body
    if len(found) > 1:
        raise ValueError("a section with more than one picture")
    image = (body[found[0]].children or [])[0]
    shown = Picture(str(image.attrGet("src")), image.content, str(image.attrGet("title") or ""))
    return shown, body[: found[0] - 1] + body[found[0] + 2 :]


def _is_picture(token: Token) -> bool:
    """Whether nothing but a picture stands in this line."""
    return [child.type for child in token.children or ()] == ["image"]


def _html(body: Sequence[Token]) -> str:
    return str(READER.renderer.render(body, READER.options, {}))


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
