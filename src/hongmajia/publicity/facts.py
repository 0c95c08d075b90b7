"""What may be told of a piece of news and of a project."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from hongmajia.people.models import Helper


class NewsFacts(TypedDict, total=False):
    """Words and links of a piece of news. ``mentions`` are (name, where the consent is kept)."""

    title: str
    summary: str
    text: str
    dated: date
    cases: Iterable[Any]
    activities: Iterable[Any]
    projects: Iterable[Any]
    mentions: list[tuple[str, str]]


class ProjectFacts(TypedDict, total=False):
    """Fields of a project. ``name`` and ``text`` are needed."""

    name: str
    level: int
    status: str
    team: Helper | None
    text: str
    results: str
    started_on: date | None
