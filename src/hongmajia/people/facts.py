"""What may be told of an artisan or a team; the same for form and spreadsheet."""

from datetime import date
from typing import TypedDict

from django.core.files import File

from hongmajia.unions.models import Region, Union, User


class HelperFacts(TypedDict, total=False):
    """Fields of every helper. ``name``, ``union`` and ``trade`` are needed."""

    name: str
    union: Union
    region: Region | None
    place_text: str
    workplace: str
    trade: str
    specialities: list[str]
    bio: str
    weekly_capacity: int
    radius_km: int
    weekdays: list[int]
    online_ok: bool


class ArtisanFacts(HelperFacts, total=False):
    """What only a person has. ``photo`` is clean already (``core.images.clean_photo``)."""

    user: User | None
    phone: str
    skill_grade: int | None
    trade_since: int | None
    photo: File


class HonourFacts(TypedDict, total=False):
    """A title; its level and who awarded it when."""

    title: str
    level: int
    awarded_by: str
    year: int | None


class PairFacts(TypedDict, total=False):
    """Fields of an apprenticeship. All but ``apprentice_user`` are needed."""

    apprentice_name: str
    workplace: str
    apprentice_user: User | None
    skill: str
    goals: str
    starts_on: date
    ends_on: date
