"""Every sentence of the source has an English translation in the catalogue.

`make messages` adds new sentences to it; the tests list what is not translated.
"""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from django.template.base import Lexer, TokenType

from scripts.messages import SOURCE, catalogue, is_translated, sentences

CHINESE = re.compile(r"[㐀-鿿，。：；（）、？！]")
BEFORE_A_LINK = re.compile(r'\{% translate "([^"]*[？。，：；])" %\}<(?:a|button)\b')
PLACE = re.compile(r"%\((\w+)\)s")
OWN_NAME = '<button name="language" value="zh-hans" lang="zh-Hans">中文</button>'


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    """Every sentence of the source."""
    return sentences()


@pytest.fixture(scope="module")
def english() -> Catalog:
    """The translated sentences."""
    return catalogue()


def test_the_source_is_read(chinese: Catalog) -> None:
    assert "退出登录" in chinese, "a template's sentence"
    assert "待我办" in chinese, "a module's sentence"
    assert chinese.get("%(n)s件").pluralizable, "a sentence with a plural"
    assert chinese.get("%(actor)s查看了联系电话", "log"), "a sentence with a context"


def test_no_sentence_is_left_in_chinese(chinese: Catalog, english: Catalog) -> None:
    found = ((entry, english.get(entry.id, entry.context)) for entry in chinese if entry.id)
    missing = [entry.id for entry, known in found if known is None or not is_translated(known)]
    assert missing == [], f"{len(missing)} sentences; run `make messages` and translate them"


def test_translations_have_the_places_of_their_sentences(english: Catalog) -> None:
    """A placeholder that the source does not fill would break the page."""
    wrong = [
        entry.id for entry in english if entry.id and not places(entry.string) <= places(entry.id)
    ]
    assert wrong == []


def places(text: str | tuple[str, ...]) -> set[str]:
    return set(PLACE.findall(text if isinstance(text, str) else " ".join(text)))


def test_no_template_writes_chinese_beside_the_catalogue() -> None:
    assert list(bare_words_of_templates()) == []


def bare_words_of_templates() -> Iterator[tuple[str, str]]:
    """Chinese text of a template outside translation tags, except names of languages."""
    for path in SOURCE.rglob("templates/**/*.html"):
        inside = False
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
            if token.token_type == TokenType.BLOCK:
                name = token.contents.split()[0]
                inside = name == "blocktranslate" or (inside and not name.startswith("endblock"))
                inside = inside and name != "endblocktranslate"
            words = token.contents.replace(OWN_NAME, "")
            if token.token_type == TokenType.TEXT and not inside and CHINESE.search(words):
                yield path.name, words.strip()


def test_english_leaves_a_space_before_a_link(english: Catalog) -> None:
    """Chinese signs bring their own space, so a link follows them at once: not in English."""
    joined = []
    for template in SOURCE.rglob("*.html"):
        for words in BEFORE_A_LINK.findall(template.read_text(encoding="utf-8")):
            entry = english.get(words)
            if entry and not str(entry.string).endswith(" "):
                joined.append((template.name, words))
    assert joined == []
