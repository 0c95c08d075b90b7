"""Fetching a table that the worker writes, as a browser does."""

from collections.abc import Callable

from django.test import Client

HEAD = 2
"""Rows of the head of an official table: its title, and who reports."""


def fetched(client: Client, work: Callable[[], None], address: str) -> bytes:
    """Request the export at ``address``, let the worker write it, and fetch the file."""
    page = client.post(address).headers["Location"]
    work()
    content: bytes = client.get(f"{page}file/").content
    return content
