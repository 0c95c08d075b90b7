"""Parts that htmx loads: each has a plain link or form beside it, and is a page by itself."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory

import hongmajia
from hongmajia.core.parts import frame
from tests.actors import Province, make_need

PACKAGE = Path(hongmajia.__file__).parent
TAG, VALUE = re.compile(r"{%.*?%}", re.DOTALL), re.compile(r"{{.*?}}", re.DOTALL)
WITHOUT_A_LINK = {
    "needs/ask.html #likes": "a hint while typing; the list of solved problems has a search",
    "needs/_persons_asked.html .persons": "a hint while typing; asked again when the form is sent",
    "needs/_propose.html .btn btn-s": "a proposal of a model; each field can be filled in without",
    "cases/case.html": "counts that the page was opened; nobody sees anything of it",
    "engagements/list.html": "numbers of unread messages; each engagement's page has them",
    "guidance/_messages.html .newer": "newer messages; opening the page again shows them",
    "accounts/_secret_field.html #x_helptext": "what rules say while typing; said when it is sent",
    "insights/wall.html #wall": "the page itself, drawn again each minute",
}
"""Loaders that may do without: template and element → why nobody misses an act."""


class Loaders(HTMLParser):
    """Elements of a template that load by htmx and have no link or form for the same."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, bool]] = []
        self.in_form = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.in_form = "action" in given
        if tag == "a" and "href" in given:
            self.open = [(name, label, True) for name, label, _ in self.open]
        loads = not given.keys().isdisjoint(("hx-get", "hx-post"))
        is_plain = {"href", "action"} & given.keys() or (tag == "select" and self.in_form)
        if loads and not is_plain:
            self.open.append((tag, label_of(given), False))
        elif any(tag == name for name, _, _ in self.open):
            self.open.append((tag, "", True))  # so that its end is not taken for the loader's

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.in_form = False
        places = [place for place, (name, _, _) in enumerate(self.open) if name == tag]
        if places:
            _, label, has_link = self.open.pop(places[-1])
            if not has_link:
                self.found.append(label)


def label_of(given: dict[str, str | None]) -> str:
    if name := given.get("id"):
        return f"#{name}"
    return f".{given['class']}" if given.get("class") else ""


def loaders_without_a_link(text: str) -> list[str]:
    """The elements, by id or class."""
    parser = Loaders()
    parser.feed(VALUE.sub("x", TAG.sub(" ", text)))
    return parser.found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<div id="a" hx-get="/x/"></div>', ["#a"]),
        ('<div id="a" hx-get="/x/"><div></div></div><a href="/x/">x</a>', ["#a"]),
        ('<div hx-get="/x/"><div><a href="/x/">x</a></div></div>', []),
        ('<button class="b" hx-post="/x/">x</button>', [".b"]),
        ('<form action="/x/" hx-post="/x/"></form>', []),
        ('<form action="/x/"><select hx-get="/x/"></select></form>', []),
        ('<a href="{{ x }}"{% if y %} hx-get="{% url "z" %}"{% endif %}>x</a>', []),
    ],
)
def test_the_reading_of_templates(text: str, found: list[str]) -> None:
    assert loaders_without_a_link(text) == found


def test_what_htmx_loads_is_also_a_link_or_a_form() -> None:
    found = {f"{path} {label}".strip() for path, label in all_loaders()}
    assert found == WITHOUT_A_LINK.keys()


def all_loaders() -> Iterator[tuple[str, str]]:
    for path in PACKAGE.rglob("templates/**/*.html"):
        name = path.relative_to(next(up for up in path.parents if up.name == "templates"))
        for label in loaders_without_a_link(path.read_text(encoding="utf-8")):
            yield str(name), label


@pytest.mark.django_db
def test_a_part_that_is_opened_by_itself_is_a_page(province: Province, client: Client) -> None:
    need = make_need(province)
    address = f"/needs/{need.pk}/engagements/"
    client.force_login(province.xu)
    opened = client.get(address)
    assert opened.content.startswith(b"<!doctype html>")
    assert f'href="/needs/{need.pk}/"' in opened.content.decode()
    part = client.get(address, headers={"HX-Request": "true"})
    assert b"<!doctype" not in part.content
    assert [response["Vary"].count("HX-Request") for response in (opened, part)] == [1, 1]
    assert part.content.decode().strip()[:60] in opened.content.decode()


@pytest.mark.django_db
def test_an_empty_part_says_that_there_is_nothing(province: Province, client: Client) -> None:
    helper = province.dong_helper
    assert "这一部分还没有内容" in client.get(f"/helpers/{helper.pk}/cases/").content.decode()


@pytest.mark.django_db
def test_the_title_of_a_part_is_its_heading(rf: RequestFactory) -> None:
    request = rf.get("/needs/1/engagements/")
    request.user, request.session = AnonymousUser(), {}
    response = HttpResponse("<h2>A&amp;B <b>焊接</b></h2>")
    frame(request, response)
    assert "<title>A&amp;B 焊接" in response.content.decode()
