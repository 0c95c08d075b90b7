"""Empty boxes in a PDF: glyph 0 of a font, which stands for a character that it does not have."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

UNUSUAL = "₀₁₂₃₄₅₆₇₈₉ₙ⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁻⁺⁄⌀☐☑✔✗➢✦∙⚙‱⅐∛⏚⌘ǚñж̄x̄5⃣😀🔧👍❤⚠🇨🇳𢛳𠮷𬭎䶮"
"""What people write and Song and Hei lack."""


def text_of(paper: bytes) -> str:
    """The text of all pages."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def boxes_in(paper: bytes) -> int:
    """How many glyphs of all pages are empty boxes; typst writes each as two bytes."""
    reader = PdfReader(io.BytesIO(paper))
    strings = (string for page in reader.pages for string in _strings(page, reader))
    return sum(
        string[at : at + 2] == b"\0\0" for string in strings for at in range(0, len(string), 2)
    )


def _strings(page: Any, reader: PdfReader) -> Iterator[bytes]:
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            yield from (_bytes_of(part) for part in parts if not isinstance(part, (int, float)))


def _bytes_of(string: Any) -> bytes:
    return bytes(getattr(string, "original_bytes", string))
