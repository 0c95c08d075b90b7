"""Random requests: an address of the table with odd values, or a form of its page."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from proofs.fuzzing.forms import Form
from proofs.fuzzing.values import HEADERS, named, upload, value

SOURCE = Path(__file__).parents[2] / "src" / "hongmajia"
READ = re.compile(r"""(?:\.get|\.getlist|search_words|_number)\(\s*(?:\w+\.\w+, )?"(\w+)\"""")
PLACE = re.compile(r"<(?:\w+:)?\w+>")
CONTENT_TYPES = ("multipart/form-data", "text/plain; charset=²", "application/json", "²", "")

BODIES = (b"\xff\0", b"{", b"[" * 50_000, b"--x\r\n\r\n", b"a=%ff&b=%00")
USUAL = ("1", "2026-05-20", "焊接变形大，求办法", "13900000001", "09:30")


@dataclass
class Asked:
    """One request, as it is sent."""

    actor: str
    method: str
    path: str
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = None

    def __str__(self) -> str:
        shown = ", ".join(f"{name}: {text[:60]!r}" for name, text in self.headers.items())
        return f"{self.actor} {self.method} {self.path[:300]} [{shown}] {str(self.data)[:600]}"


def names_read(place: str) -> list[str]:
    """Names of parameters and fields that the module or room reads by itself, not by a form."""
    found = {"next", "limit", "after", "q"}
    module = SOURCE / f"{place}.py"
    for file in [module] if module.is_file() else (SOURCE / place).rglob("*.py"):
        found.update(READ.findall(file.read_text(encoding="utf-8")))
    return sorted(name for name in found if name.isascii() and name.islower())


def path_of(pattern: str, right: str, dice: Random) -> str:
    """The right address of the pattern, or one with odd values in its places."""
    if dice.random() < 0.7 or not PLACE.search(pattern):
        return right
    return "/" + PLACE.sub(lambda _place: quote(value(dice)[:2000], safe=""), pattern)


def query(dice: Random, names: list[str]) -> str:
    """A query string with odd values of one name, of most, or of none; sometimes not even UTF-8."""
    share = dice.choice((0, 1 / len(names), 0.7))
    pairs = [(name, value(dice)) for name in names if dice.random() < share]
    broken = "&q=%ff%fe&season=%C2%B2" if dice.random() < 0.05 else ""
    return f"?{urlencode(pairs)}{broken}" if pairs or broken else ""


def headers(dice: Random) -> dict[str, str]:
    """A few odd headers, mostly none."""
    if dice.random() < 0.6:
        return {}
    chosen = dice.sample(sorted(HEADERS), dice.randint(1, 2))
    # A web server hands headers on as Latin-1.
    return {name: dice.choice(HEADERS[name]).encode().decode("latin-1") for name in chosen}


def filled(form: Form, dice: Random) -> dict[str, Any]:
    """The fields of the form, mostly as the page had them, some with odd values."""
    odd = dice.choice((0.05, 0.2, 0.6))
    data: dict[str, Any] = {name: list(values) for name, values in form.fields.items()}
    for name, options in form.options.items():
        if dice.random() < 0.8:
            data[name] = [dice.choice(options)]
    for name, values in data.items():
        if dice.random() < odd:
            data[name] = [value(dice) for _ in range(dice.choice((1, 1, 2)))]
        elif not any(values):
            data[name] = [dice.choice(USUAL)]
    for name in form.files:
        if dice.random() < 0.7:
            data[name] = [upload(dice) for _ in range(dice.choice((1, 1, 3)))]
    return data


def sent(actor: str, page: str, form: Form, dice: Random) -> Asked:
    """The request that sends the form."""
    data = filled(form, dice)
    path = urljoin(page, form.action)
    if form.method == "get":
        pairs = [(name, one) for name, values in data.items() for one in values]
        return Asked(
            actor, "GET", f"{path.partition('?')[0]}?{urlencode(pairs)}", None, headers(dice)
        )
    return Asked(actor, "POST", path, data, headers(dice))


def blind(actor: str, path: str, dice: Random, names: list[str]) -> Asked:
    """A form that no page has: fields that some page reads, with odd values."""
    data: dict[str, Any] = {dice.choice(names): [value(dice)] for _ in range(4)}
    if dice.random() < 0.2:
        data["file"] = [named("x" * 400, b"x", "text/plain")]
    odd = dice.random() < 0.1
    kind = dice.choice(CONTENT_TYPES) if odd else None
    body = dice.choice(BODIES) if odd else data
    return Asked(actor, "POST", path + query(dice, names), body, headers(dice), kind)


def of_api(actor: str, path: str, known: dict[str, Any], dice: Random) -> Asked:
    """A JSON body for the API; ``known`` is a body that it takes."""
    body = {name: odd_json(dice) if dice.random() < 0.3 else one for name, one in known.items()}
    text = json.dumps(body if dice.random() < 0.95 else odd_json(dice))
    return Asked(actor, "POST", path, text, headers(dice), "application/json")


def odd_json(dice: Random) -> Any:
    """A JSON value of any type, half a surrogate pair among them."""
    nested: Any = [[{"a": None}]]
    numbers = (2**63, -1, 2**63 - 1, 0, 1, 1e300, 10**400, float("nan"), float("inf"))
    texts = (
        "\ud800",
        "焊\0接压力不足",
        "焊\ud800接压力不足",
        value(dice),
        value(dice),
        value(dice),
    )
    return dice.choice((None, True, nested, {}, *numbers, *texts))
