"""Lists as spreadsheets, with what their pages show to the same reader."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.actors import Province
from tests.exports import HEAD, fetched
from tests.insights.conftest import served

Work = Callable[[], None]


@pytest.mark.parametrize(
    ("address", "title", "column"),
    [
        ("/engagements/export/", "2026年对接单", "需求"),
        ("/activities/export/?stand=held", "2026年服务活动", "活动"),
    ],
)
def test_a_list_is_exported_under_the_head_of_its_union(
    client: Client, province: Province, work: Work, address: str, title: str, column: str
) -> None:
    visit = served(province)
    client.force_login(province.xu)
    rows = sheet(fetched(client, work, address))
    assert rows[0][0] == title
    assert rows[1][0].startswith("填报单位：德清县总工会")
    said = dict(zip(*rows[HEAD:], strict=True))
    assert said[column] in (visit.title, visit.engagements.get().need.title)


def sheet(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
