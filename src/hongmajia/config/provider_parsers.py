"""Settings of the accounts elsewhere that people sign in with: a JSON object for each provider."""

import json
from collections.abc import Callable
from typing import Any

from .parsers import web_address, whole_number
from .variables import NotUsable

Given = dict[str, str] | None
"""What was set for one provider; ``None`` switches it off."""


def provider(*required: str, **optional: str) -> Callable[[str], Given]:
    """A parser of one provider's settings: ``required`` fields, and others with their defaults.

    A field whose default is an address or a number has to be one.
    """

    def parse(value: str) -> Given:
        if not value:
            return None
        given = _texts(value)
        _check_names(given, required, tuple(optional))
        for name, default in optional.items():
            if default.startswith("http") and name in given:
                web_address(given[name])
            if default.isdecimal() and name in given:
                whole_number(1, 100_000)(given[name])
        return {**optional, **given}

    return parse


def as_allauth(**providers: Given) -> dict[str, Any]:
    """The providers that are set, as django-allauth reads them; ``id`` and ``secret`` are its own.

    An OpenID Connect server is one of several to django-allauth, so it has a name of its own.
    """
    found: dict[str, Any] = {}
    for key, given in providers.items():
        if given:
            app = {"client_id": given["id"], "secret": given["secret"], "settings": given}
            found[key] = {"APP": app}
    if oidc := providers.get("openid_connect"):
        more = {"provider_id": "oidc", "name": oidc["name"]}
        found["openid_connect"]["APP"] |= more
    return found


def _texts(value: str) -> dict[str, str]:
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise NotUsable(
            '应为JSON对象，值都是文字，例如{"id": "…", "secret": "…"}。',
            'it must be a JSON object of texts, such as {"id": "…", "secret": "…"}.',
        )
    return found


def _check_names(
    given: dict[str, str], required: tuple[str, ...], optional: tuple[str, ...]
) -> None:
    if missing := [name for name in required if not given.get(name)]:
        raise NotUsable(f"缺{missing[0]}。", f"{missing[0]} is missing.")
    if unknown := sorted(given.keys() - {*required, *optional}):
        known = ", ".join((*required, *optional))
        raise NotUsable(
            f"没有{unknown[0]}这一项，可以写{known}。",
            f"there is no {unknown[0]}; one can write {known}.",
        )
