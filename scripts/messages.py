"""Collect the sentences to translate into the English catalogue (`make messages`).

The Chinese sentence in the source is its own key. New sentences are added without a translation,
unused ones are removed; there is no fuzzy matching. No gettext programs are needed: Django turns
a template into lines that Babel reads like Python.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src/hongmajia"
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_lazy": None,
    "_now": None,
    "_t": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def extract_template(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's extraction method for a Django template."""
    lines = templatize(fileobj.read().decode()).splitlines()
    unindented = "\n".join(map(str.strip, lines)).encode()
    return extract_python(BytesIO(unindented), keywords, comment_tags, options)


def sentences() -> Catalog:
    """Every sentence of the source, with the files that contain it."""
    if not settings.configured:
        settings.configure()
    methods = [("**.py", "python"), ("**/templates/**.html", f"{__name__}:extract_template")]
    found = empty()
    for name, _, message, _, context in extract_from_dir(SOURCE, methods, keywords=KEYWORDS):
        found.add(message, locations=[(name, 0)], context=context)
    return found


def empty() -> Catalog:
    """A catalogue without sentences."""
    comment = "# English of 红马甲; the sentences come from the source by `make messages`."
    return Catalog(
        locale="en", project="hongmajia", header_comment=comment, fuzzy=False,
        last_translator="", language_team="", msgid_bugs_address="",
    )  # fmt: skip


def catalogue() -> Catalog:
    """The stored English catalogue."""
    if not CATALOGUE.exists():
        return empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def main() -> None:
    """Update the catalogue from the source and print how many translations are missing."""
    known = catalogue()
    known.update(sentences(), no_fuzzy_matching=True, update_creation_date=False)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, known, sort_output=True, no_location=True, ignore_obsolete=True, width=96)
    left = sum(1 for entry in known if entry.id and not is_translated(entry))
    print(f"{len(known)} sentences, {left} to translate in {CATALOGUE}")


def is_translated(entry: Message) -> bool:
    """Whether all plural forms are translated and none is marked as fuzzy."""
    forms = [entry.string] if isinstance(entry.string, str) else entry.string or [""]
    return all(forms) and not entry.fuzzy


if __name__ == "__main__":
    main()
