"""The fixed sentences of SMS: vendors know each as a template, as the regulator demands.

A sentence may say ``%(site)s``, the address of this installation: it is no param, since vendors
refuse addresses as params; it stands in the template itself.
"""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import in_chinese

PLACE = re.compile(r"%\((\w+)\)s")
"""Where a param stands in a sentence."""
SITE = "%(site)s"
LONGEST = 30
"""Characters of a param; vendors take 35 (阿里云, isv.PARAM_LENGTH_LIMIT)."""
CODE = "code"
"""The param that names a page, or that somebody types in."""
SEVERAL, SEVERAL_OF_NEED = "several", "several_of_need"
TEST = gettext_lazy("这是一条测试短信，说明短信已经接通。")

_sentences: dict[str, Any] = {
    SEVERAL: gettext_lazy("您有%(n)s条新消息，请看：%(site)s/notices/"),
    SEVERAL_OF_NEED: gettext_lazy(
        "您的需求有%(n)s个新进展。看进度、不再收短信：%(site)s/track/%(code)s/"
    ),
}
_told: dict[tuple[str, str], str] = {}
TAILS = {
    "": "",
    "track": "。看进度、不再收短信：%(site)s/track/%(code)s/",
    "sign_up": "。看报名：%(site)s/sign-ups/%(code)s/",
}
"""What follows a sentence that is told: the page of whoever it is sent to, by the page's name."""


def register_sms(name: str, sentence: Any) -> None:
    """Let ``sentence``, a ``gettext_lazy`` text with ``%(name)s`` places, be sent under ``name``.

    Vendors know each as a template, by the id that ``HONGMAJIA_SMS_TEMPLATES`` gives to the name.
    Raises ``ImproperlyConfigured`` for a name that is registered already.
    """
    if name in _sentences:
        raise ImproperlyConfigured(f"sentence for SMS registered twice: {name}")
    _sentences[name] = sentence


def register_told(name: str, sentence: Any, *, page: str = "track") -> None:
    """Let ``sentence`` be sent by SMS wherever ``telling.tell`` tells it to people without account.

    It goes to those whose page is of this name in ``TAILS``, with the address of that page.
    """
    source = in_chinese(sentence)
    register_sms(name, f"{source}{TAILS[page]}")
    _told[source, page] = name


def registered_sms() -> dict[str, Any]:
    """Return every sentence that may be sent by SMS, by its name."""
    return dict(_sentences)


def told_as(source: str, page: str) -> str:
    """The name under which what is told may be sent by SMS; nothing where it may not."""
    return _told.get((source, page), "")


def sms_sentence(name: str) -> str:
    """The Chinese sentence of that name with this installation's address in it.

    Raises ``LookupError`` for a name that no room registered.
    """
    source = in_chinese(_sentences[name])
    return source.replace(SITE, settings.SITE_ADDRESS.rstrip("/").replace("%", "%%"))


def places(sentence: str) -> list[str]:
    """The names of its params, each once, in their order."""
    return list(dict.fromkeys(PLACE.findall(sentence)))


def shortened(word: str) -> str:
    """A param as vendors take it."""
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


def fitted(words: dict[str, str]) -> dict[str, str]:
    """Params as vendors take them; a code is left whole, since a part of it leads nowhere."""
    return {name: word if name == CODE else shortened(word) for name, word in words.items()}
