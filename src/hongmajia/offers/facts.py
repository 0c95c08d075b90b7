"""What may be told of an offer; the same for form and spreadsheet."""

from typing import TypedDict


class Facts(TypedDict, total=False):
    """Fields of an offer. ``kind`` and ``title`` are needed."""

    kind: str
    title: str
    text: str
    mode: str
    duration: str
    max_people: int | None
