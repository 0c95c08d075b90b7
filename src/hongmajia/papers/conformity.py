"""What a PDF says of itself: whether it claims to be one for archives (PDF/A, ISO 19005)."""

import re
from pathlib import Path
from typing import IO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

PART = re.compile(rb"""pdfaid:part\s*(?:=\s*["']|>)\s*(\d)""")
LEVEL = re.compile(rb"""pdfaid:conformance\s*(?:=\s*["']|>)\s*([A-Za-z])""")


def claimed_standard(pdf: Path | IO[bytes]) -> str:
    """The standard in the metadata of ``pdf``, such as ``PDF/A-2b``; empty without one.

    This is a claim: typst checks it when it writes the file, nothing here checks it again.
    """
    try:
        metadata = PdfReader(pdf).root_object.get("/Metadata")
        said = metadata.get_object().get_data() if metadata is not None else b""
    except (PyPdfError, OSError, AttributeError):
        return ""
    part, level = PART.search(said), LEVEL.search(said)
    if part is None:
        return ""
    return f"PDF/A-{part[1].decode()}{level[1].decode().lower() if level else ''}"
