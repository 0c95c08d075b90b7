"""Typed inputs of the actions on news and projects."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.people.models import Helper
from hongmajia.unions.models import Union


class NewsFacts(TypedDict, total=False):
    """Fields and links of a piece of news. ``mentions`` are (name, where the consent is filed)."""

    title: str
    summary: str
    text: str
    dated: date
    cases: Iterable[Any]
    activities: Iterable[Any]
    projects: Iterable[Any]
    mentions: list[tuple[str, str]]


UNION = {"union": "owner, an argument of its own"}

THEME = {"campaign": "joined after it is made (core.themes)"}

NEWS_FACTS = FactSet(NewsFacts, not_facts={**UNION, **THEME})


class ProjectFacts(TypedDict, total=False):
    """Fields of a project; ``name`` and ``text`` are required. ``hosts`` are below its union."""

    name: str
    level: int
    status: str
    team: Helper | None
    hosts: Iterable[Union]
    text: str
    results: str
    started_on: date | None


PROJECT_FACTS = FactSet(ProjectFacts, not_facts=UNION)


class StepFacts(TypedDict, total=False):
    """Fields of an entry of a project; ``text`` is required."""

    dated: date
    text: str
    caption: str
    shows_faces: bool
    consent_note: str


STEP_FACTS = FactSet(StepFacts, not_facts={"image": "a file, an argument of its own"})


class PlanFacts(TypedDict, total=False):
    """Fields of a row of the publicity plan; all are required."""

    what: str
    medium: str
    due_on: date
    who: str


PLAN_FACTS = FactSet(PlanFacts, not_facts=UNION)
