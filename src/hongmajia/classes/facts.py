"""Typed inputs of the actions on classes, the same for form and API."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.people.models import Helper
from hongmajia.unions.models import Region


class ClassFacts(TypedDict, total=False):
    """Fields of a class. ``title`` and ``region`` are required."""

    title: str
    trade: str
    teacher: Helper | None
    teacher_name: str
    region: Region
    place: str
    text: str
    hours_needed: Decimal


class LearnerFacts(TypedDict, total=False):
    """Fields of a learner. ``name`` is required, and a number: a guardian's for a minor."""

    name: str
    workplace: str
    phone: str
    is_minor: bool
    guardian_name: str
    guardian_phone: str
    guardian_agreed_on: date | None
    grade_before: int | None


CLASS_FACTS = FactSet(
    ClassFacts,
    written_as={"taught_by": ("teacher", "teacher_name")},
    not_facts={"union": "organising union, an argument of its own"},
)
LEARNER_FACTS = FactSet(LearnerFacts, not_facts={"of_class": "an argument of its own"})
