"""Examples in forms and templates hold in any province."""

import re

import pytest

from hongmajia.core import importers
from hongmajia.engine.places.divisions import divisions, in_province

PLACES = {divisions()["330000"].short_name, *(one.short_name for one in in_province("330000"))}
"""The names of Zhejiang, where this was first used."""
NAMED = re.compile("|".join(PLACES))


@pytest.mark.parametrize("kind", importers._importers)
def test_the_examples_of_an_import_name_no_place_of_one_province(kind: str) -> None:
    importer = importers.importer_of(kind)
    hints = [str(column.help_text) for column in importer.columns.values()]
    said = [*hints, *importer.examples.values()]
    assert [words for words in said if NAMED.search(words)] == []
