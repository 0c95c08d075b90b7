"""Settings of the SMS gateway: its request with placeholders, and what its answers mean."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from .parsers import web_address, words
from .variables import NotUsable

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""``{phone}`` in an address, a body or a header."""
PLACEHOLDERS = ("phone", "text", "template", "params", "params_text", "params_list", "key")
OF_HEADERS = ("key",)
"""A header holds neither Chinese nor what somebody typed."""
STATUS, TEXT, FIELD = "status", "text", "$."
"""Where a sign stands: the HTTP status, the whole answer, or a field of a JSON answer."""

Body = dict[str, Any] | list[tuple[str, str]] | None


class Sign(NamedTuple):
    """``$.code=0``: at that place of an answer stands what the pattern describes as a whole."""

    place: str
    pattern: re.Pattern[str]


def address(value: str) -> str:
    """The gateway's address, with placeholders where the request has no body."""
    _check_names([value], PLACEHOLDERS)
    return web_address(value)


def headers(value: str) -> dict[str, str]:
    """A JSON object of header names and texts."""
    found = _json(value or "{}")
    if not all(isinstance(text, str) and text.isascii() for text in found.values()):
        raise NotUsable(
            "每个请求头的值应为文字，只能有字母、数字和符号。",
            "the value of every header must be a text of ASCII characters.",
        )
    _check_names(found.values(), OF_HEADERS)
    return found


def body(value: str) -> Body:
    """A JSON object, the pairs of ``name=value&name=value``, or nothing."""
    if not value:
        return None
    found: Body = _json(value) if value.startswith("{") else _form(value)
    _check_names(texts_in(found), PLACEHOLDERS)
    return found


def signs(value: str) -> tuple[Sign, ...]:
    """``status=429 $.code=17|18``: signs between blanks, of which one is enough."""
    return tuple(map(_sign, value.split()))


def sign(value: str) -> Sign | None:
    """One sign, or nothing; of ``$.id`` alone, any value fits."""
    return _sign(value if "=" in value else f"{value}=.+") if value else None


def template_ids(value: str) -> dict[str, str]:
    """``sign_in_code=SMS_1,invitation=SMS_2``: names of sentences and the vendor's ids."""
    pairs = [word.partition("=") for word in words(value)]
    if not all(name.strip() and number.strip() for name, _is, number in pairs):
        raise NotUsable(
            "应为名称=模板号，用逗号隔开，例如sign_in_code=SMS_1。",
            "it must be like sign_in_code=SMS_1, several separated by commas.",
        )
    return {name.strip(): number.strip() for name, _is, number in pairs}


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text within a value of JSON or the pairs of a form."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def _json(value: str) -> dict[str, Any]:
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NotUsable(
            '应为JSON对象，例如{"name": "value"}。',
            'it must be a JSON object, such as {"name": "value"}.',
        )
    return found


def _form(value: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(value, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        raise NotUsable(
            '应为JSON，例如{"to": "{phone}"}，或to={phone}&text={text}。',
            'it must be JSON, such as {"to": "{phone}"}, or to={phone}&text={text}.',
        ) from None


def _check_names(texts: Iterable[str], known: tuple[str, ...]) -> None:
    """Raise ``NotUsable`` for a placeholder that nothing fills: a typing error."""
    for text in texts:
        if unknown := [name for name in PLACEHOLDER.findall(text) if name not in known]:
            listed = ", ".join(f"{{{name}}}" for name in known)
            raise NotUsable(
                f"没有{{{unknown[0]}}}，这里可以写{listed}。",
                f"there is no {{{unknown[0]}}}; here one can write {listed}.",
            )


def _sign(value: str) -> Sign:
    place, _is, pattern = value.partition("=")
    try:
        if not (place in (STATUS, TEXT) or place.startswith(FIELD)) or not pattern:
            raise ValueError(place)
        return Sign(place, re.compile(pattern, re.DOTALL))
    except (ValueError, re.error):
        raise NotUsable(
            "应为status=429、text=OK.*或$.code=0这样的写法，等号后面是正则表达式。",
            "it must be like status=429, text=OK.* or $.code=0, with a regular expression "
            "after the sign.",
        ) from None
