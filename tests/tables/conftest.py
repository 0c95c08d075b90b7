"""Fixtures of the tables tests: Fang uploads a blank table, after one service at 莫干精工."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hongmajia.services.models import Activity
from hongmajia.tables.actions import add_table, map_cells, start_filling
from hongmajia.tables.models import BlankTable, Filling
from hongmajia.tables.suggesting import Suggestion
from hongmajia.tables.tasks import fill_table
from tests.actors import Province
from tests.insights.conftest import served

Add = Callable[[bytes, str], BlankTable]


@pytest.fixture
def add(province: Province) -> Add:
    """`add(content, "a.xlsx")`: Fang uploads it for the province."""

    def upload(content: bytes, name: str) -> BlankTable:
        return add_table(
            actor=province.fang, union=province.province, name="助企行统计表", asked_by="全总",
            file=SimpleUploadedFile(name, content),
        )  # fmt: skip

    return upload


@pytest.fixture
def visit(province: Province) -> Activity:
    """One visit with two suggestions, in Huzhou."""
    return served(province)


def take(province: Province, table: BlankTable, found: list[Suggestion]) -> None:
    """Fang maps the cells as ``found``."""
    map_cells(actor=province.fang, table=table, cells=found)


def fill(province: Province, table: BlankTable, **days: Any) -> Filling:
    """Fang has it filled for 2026."""
    asked = start_filling(actor=province.fang, table=table, season=province.season, **days)
    fill_table.func(asked.pk)
    filling = Filling.objects.get(pk=asked.pk)
    assert not filling.has_failed, filling.failure_in_words
    return filling
