"""Workbooks good and bad, made in memory, for the tests of all rooms."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile


def workbook(*rows: Sequence[Any]) -> bytes:
    """An .xlsx with these lines on its first sheet."""
    return workbook_by(lambda sheet: [sheet.write_row(n, 0, row) for n, row in enumerate(rows)])


def workbook_by(fill: Any) -> bytes:
    """An .xlsx whose first sheet ``fill(sheet)`` has written on with XlsxWriter."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        fill(book.add_worksheet())
    return buffer.getvalue()


def uploaded(content: bytes, name: str = "表格.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zip_bomb() -> bytes:
    """A good workbook with a part in it that unpacks to a thousand times its size."""
    buffer = io.BytesIO(workbook(["企业名称"], ["甲"]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(200_000_000))
    return buffer.getvalue()
