"""What `hongmajia match` says: the sentences of the command, then those of the engine."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from hongmajia.engine.facts import EngineError
from hongmajia.engine.messages import chinese as engine_chinese
from hongmajia.engine.messages import english as engine_english
from hongmajia.engine.messages.codes import Message
from hongmajia.engine.messages.sentence import Sentence, fill_in
from hongmajia.match_command.messages import chinese, english

CATALOGUES: Mapping[str, Mapping[str, Sentence]] = {
    "zh": ChainMap(chinese.SENTENCES, engine_chinese.SENTENCES),
    "en": ChainMap(english.SENTENCES, engine_english.SENTENCES),
}
"""Language → code → sentence; the command's codes come before the engine's."""


def sentence(code: str, lang: str, **params: Any) -> str:
    """The sentence of a code in ``lang`` (“zh” or “en”) with ``params`` filled in."""
    return fill_in(CATALOGUES[lang][code], params)


def describe(message: Message | EngineError, lang: str) -> str:
    """The sentence for a message of the command or of the engine."""
    return sentence(message.code, lang, **message.params)
