"""Fetching a table that the worker writes, as a browser does."""

import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

HEAD = 2
"""Rows of the head of an official table: its title, and who reports."""


def fetched(client: Client, work: Callable[[], None], address: str, **fields: Any) -> bytes:
    """Request the export at ``address``, let the worker write it, and fetch the file."""
    page = client.post(address, fields).headers["Location"]
    work()
    content: bytes = client.get(f"{page}file/").content
    return content


def rows_of(
    client: Client, work: Callable[[], None], address: str, **fields: Any
) -> list[list[Any]]:
    """The rows of the fetched table, first its headings."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(fetched(client, work, address, **fields)))
    return book.get_sheet_by_index(0).to_python()[HEAD:]
