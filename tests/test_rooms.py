"""References to rooms further right that import-linter cannot see, because they are strings.

Strings name URLs, permissions, verbs, templates and models. A room may not use those of a room to
its right; it declares a slot (``core.slots``) that the other room fills, or the other room receives
``core.signals.acted``. The remaining links lead to pages for everybody; ``LINKS`` lists them with
the reason.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from rules.permissions import permissions

import hongmajia
from hongmajia.core.acts import all_verbs
from hongmajia.core.slots import all_slots

PACKAGE = Path(hongmajia.__file__).parent
CONTRACTS = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = CONTRACTS["tool"]["importlinter"]["contracts"][0]["layers"]

LINKS = {
    ("core", "front"): "the frame of every page leads home",
    ("core", "desk"): "the page of a refusal leads to one's own work",
    ("core", "account_login"): "the frame of every page",
    ("core", "logout"): "the frame of every page",
    ("core", "me"): "the frame of every page",
    ("core", "set_language"): "the frame of every page",
    ("core", "large_type"): "the frame of every page",
    ("core", "help"): "the frame of every page",
    ("core", "privacy"): "the frame of every page",
    ("core", "accessibility"): "the frame of every page",
    ("core", "search"): "the frame of every page",
    ("core", "season"): "the frame of every page",
    ("core", "holidays"): "the frame of every page",
    ("core", "track"): "the frame of every page",
    ("core", "notices"): "the frame of every page",
    ("core", "ask"): "the frame of every page",
    ("core", "need_list"): "the frame of every page, and a way on from a page that does not exist",
    ("core", "offer_list"): "a way on from a page that does not exist",
    ("notices", "desk"): "a way on when there are no notices",
    ("unions", "desk"): "a notice about a new or lost role leads to one's own work",
    ("unions", "me"): "deputies are named from one's own page",
    ("unions", "ask"): "whoever may enter a need may always ask",
    ("people", "ask"): "whoever finds no helper may always ask",
    ("people", "offer_list"): "whoever finds no helper looks through the public list of offers",
    ("people", "recruiting"): "whoever looks at the roll can apply for it",
    ("offers", "ask"): "whoever finds no offer may always ask",
    ("needs", "front"): "asking is closed towards the front page",
    ("visits", "me"): "the calendar address is made from one's own page",
    ("accounts", "front"): "whoever is signed out, or is not the one invited, is led home",
    ("accounts", "track"): "what can be done without signing in",
    ("accounts", "privacy"): "is to be read before an account is used",
    ("accounts", "me"): "the password is changed from one's own page",
    ("accounts", "start"): "the first page after signing in",
    ("accounts", "desk"): "a notice leads to one's own work",
}
"""(room, name of a URL of a room to its right) → why the link is allowed."""

URL_TAG = re.compile(r"""\{%\s*url\s+["'](\w+)["']""")
URL_CALL = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["'](\w+)["']""")
URL_NAME = re.compile(r"""\blist_url\b[^=\n]*=\s*["'](\w+)["']""")
"""An importer's ``list_url``."""
TEMPLATE_TAG = re.compile(r"""\{%\s*(?:include|extends)\s+["'](\w+)/""")
SLOT_TAG = re.compile(r"""\{%\s*slot_url\s+["']([\w.]+)["']""")
QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_]*)["']""")
GET_MODEL = re.compile(r"""\bget_model\(\s*["'](\w+)""")


def rank_of(layer: str) -> list[str]:
    """The rooms of one layer."""
    return [name.strip(" ()").removeprefix("hongmajia.") for name in re.split("[:|]", layer)]


RANKS = {room: n for n, layer in enumerate(reversed(LAYERS)) for room in rank_of(layer)}
"""Room → its position from left to right; rooms of one layer do not use each other either."""
ROOMS = [room for room in RANKS if (PACKAGE / room / "apps.py").exists()]


def is_hidden_from(room: str, other: str) -> bool:
    return other in RANKS and other != room and RANKS[other] >= RANKS[room]


def texts_of(room: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    for path in sorted((PACKAGE / room).rglob("*")):
        if path.suffix in suffixes and "migrations" not in path.parts:
            yield path.read_text(encoding="utf-8")


def found_in(room: str, pattern: re.Pattern[str], *suffixes: str) -> set[str]:
    return {name for text in texts_of(room, suffixes) for name in pattern.findall(text)}


def urls_by_room() -> dict[str, str]:
    """Name of a URL → the room that has it."""
    owners = {}
    for room in ROOMS:
        if find_spec(f"hongmajia.{room}.urls"):
            patterns = import_module(f"hongmajia.{room}.urls").urlpatterns
            owners.update({pattern.name: room for pattern in patterns})
    return owners


def to_the_right(room: str, names: set[str], owner_of: Callable[[str], str]) -> set[str]:
    return {name for name in names if is_hidden_from(room, owner_of(name))}


def test_the_rooms_are_known_in_their_order() -> None:
    assert set(ROOMS) >= {"core", "needs", "portal"}
    assert RANKS["core"] < RANKS["needs"] < RANKS["engagements"] < RANKS["portal"]
    assert all(find_spec(f"hongmajia.{room}") for room in ROOMS)
    assert urls_by_room()["claim_need"] == "engagements"


def test_links_to_pages_of_rooms_to_the_right_are_these() -> None:
    owners = urls_by_room()
    links = set()
    for room in ROOMS:
        named = found_in(room, URL_TAG, ".html") | found_in(room, URL_CALL, ".py")
        named |= found_in(room, URL_NAME, ".py")
        links |= {(room, name) for name in to_the_right(room, named, lambda n: owners.get(n, ""))}
    assert links == LINKS.keys()


@pytest.mark.parametrize("room", ROOMS)
def test_no_template_includes_one_of_a_room_to_the_right(room: str) -> None:
    named = found_in(room, TEMPLATE_TAG, ".html")
    assert to_the_right(room, named, lambda folder: folder) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_model_is_fetched_by_its_name_from_a_room_to_the_right(room: str) -> None:
    named = found_in(room, GET_MODEL, ".py")
    assert to_the_right(room, named, lambda label: label) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_right_of_a_room_to_the_right_is_asked_for(room: str) -> None:
    named = found_in(room, QUOTED, ".py", ".html") & permissions.keys()
    assert to_the_right(room, named, lambda right: right.split(".")[0]) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_verbs_are_named_by_their_enumeration(room: str) -> None:
    """Verbs and their prefixes are not written as strings, which no type checker checks."""
    beginnings = {f"{verb.split('.')[0]}." for verb in all_verbs()}
    texts = [strip_enumerations(text) for text in texts_of(room, (".py", ".html"))]
    quoted = {name for text in texts for name in QUOTED.findall(text)}
    assert quoted & {*all_verbs(), *beginnings} == set()


def strip_enumerations(text: str) -> str:
    """Without the lines that give an enumeration's members their values."""
    return re.sub(r"^    [A-Z_]+ = .*$", "", text, flags=re.MULTILINE)


def test_every_slot_stands_on_a_page_and_every_page_names_a_known_one() -> None:
    named = {name for room in ROOMS for name in found_in(room, SLOT_TAG, ".html")}
    assert named == all_slots().keys()
