"""The request that the settings describe, with the placeholders of one message filled in.

Values are put into the parsed structure, never into its text, so that none can leave its place.
"""

import json
from collections.abc import Callable
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from hongmajia.config.sms_parsers import PLACEHOLDER, texts_in

from ..protocol import Message

Values = dict[str, Any]


def values_of(message: Message) -> Values:
    """What each placeholder stands for in this message."""
    return {
        "phone": message.to,
        "text": message.text,
        "template": settings.SMS_TEMPLATES.get(message.name, ""),
        "params": message.params,
        "params_text": _as_json(message.params),
        "params_list": list(message.params.values()),
        "key": message.key,
    }


def request_uses(name: str) -> bool:
    """Whether that placeholder stands anywhere in the request."""
    parts = texts_in([settings.SMS_URL, settings.SMS_BODY, settings.SMS_HEADERS])
    return name in chain.from_iterable(map(PLACEHOLDER.findall, parts))


def filled_in(values: Values) -> dict[str, Any]:
    """The arguments of ``requests.request``."""
    url = _filled(settings.SMS_URL, values, lambda text: quote(text, safe=""))
    headers = {name: _filled(text, values) for name, text in settings.SMS_HEADERS.items()}
    body = settings.SMS_BODY
    if body is None:
        return {"method": "GET", "url": url, "headers": headers}
    kind, data = _json_body(body, values) if isinstance(body, dict) else _form(body, values)
    names = {name.lower() for name in headers}
    headers |= {} if "content-type" in names else {"Content-Type": kind}
    return {"method": "POST", "url": url, "headers": headers, "data": data}


def _json_body(body: Any, values: Values) -> tuple[str, bytes]:
    return "application/json; charset=utf-8", _as_json(_filled_tree(body, values)).encode()


def _form(pairs: list[tuple[str, str]], values: Values) -> tuple[str, bytes]:
    filled = [(name, _filled(text, values)) for name, text in pairs]
    return "application/x-www-form-urlencoded; charset=utf-8", urlencode(filled).encode()


def _filled_tree(tree: Any, values: Values) -> Any:
    """A value of JSON with all its texts filled in; ``"{params}"`` alone becomes the object."""
    if isinstance(tree, dict):
        return {name: _filled_tree(each, values) for name, each in tree.items()}
    if isinstance(tree, list):
        return [_filled_tree(each, values) for each in tree]
    if isinstance(tree, str):
        alone = PLACEHOLDER.fullmatch(tree)
        return values[alone[1]] if alone else _filled(tree, values)
    return tree


def _filled(text: str, values: Values, escape: Callable[[str], str] = str) -> str:
    """``text`` with its placeholders filled in; what is no text there as JSON."""

    def value(name: str) -> str:
        found = values[name]
        return escape(found if isinstance(found, str) else _as_json(found))

    return PLACEHOLDER.sub(lambda found: value(found[1]), text)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
