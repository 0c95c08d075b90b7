"""The facts of artisans, teams, honours, apprenticeships and pairings, as the actions take them."""

from datetime import date
from typing import TypedDict

from django.core.files import File

from hongmajia.core.facts import FactSet
from hongmajia.unions.models import Enterprise, Region, Union, User


class HelperFacts(TypedDict, total=False):
    """What artisans and teams have in common; ``name``, ``union`` and ``trade`` are required."""

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


class TeamFacts(HelperFacts, total=False):
    """Fields of a team."""

    founded_on: date | None


class ArtisanFacts(HelperFacts, total=False):
    """Fields of an artisan; ``photo`` must be a result of ``core.images.clean_photo``."""

    user: User | None
    phone: str
    skill_grade: int | None
    trade_since: int | None
    volunteer_number: str
    photo: File


class HonourFacts(TypedDict, total=False):
    """Fields of an honour."""

    title: str
    level: int
    awarded_by: str
    year: int | None


class LicenceFacts(TypedDict, total=False):
    """Fields of a licence of an artisan; ``kind`` is required, ``name`` for other licences."""

    kind: str
    name: str
    number: str
    issuer: str
    valid_until: date | None
    evidence: File | None


class InsuranceFacts(TypedDict, total=False):
    """Fields of an insurance of volunteers, all required."""

    number: str
    insurer: str
    valid_from: date
    valid_until: date


class PairFacts(TypedDict, total=False):
    """Fields of an apprenticeship; the apprentice's number and account may be missing.

    The number is not kept with the apprenticeship: it is that of the apprentice's account.
    """

    apprentice_name: str
    workplace: str
    apprentice_phone: str
    apprentice_user: User | None
    skill: str
    goals: str
    starts_on: date
    ends_on: date


class TieFacts(TypedDict):
    """Fields of a lasting pairing of a helper with an enterprise, all required."""

    enterprise: Enterprise
    aim: str
    since: date


NOT_FACTS = {
    "campaign": "joined after it is made (core.themes)",
    "honours": "a list of HonourFacts, an argument of its own",
    "licences": "a list of LicenceFacts, an argument of its own",
}

WEEKDAYS = {"weekdays": "set by the helper, or later by the union; a new row gets the default"}

TEAM_FACTS = FactSet(
    TeamFacts,
    not_facts={
        **NOT_FACTS,
        "leader": "an argument of create_team, and later a member of the team",
        "members": "members of the team (set_team_member)",
        "flag_on": "an action of its own (award_flag)",
        "flag_by": "an action of its own (award_flag)",
    },
    left_out={"import": WEEKDAYS},
)

ARTISAN_FACTS = FactSet(
    ArtisanFacts,
    not_facts={
        **NOT_FACTS,
        "show_name": "a consent (set_consent)",
        "show_photo": "a consent (set_consent)",
    },
    left_out={
        "import": {
            **WEEKDAYS,
            "user": "accounts are linked one by one",
            "photo": "a cell holds no picture",
        }
    },
)

LICENCE_FACTS = FactSet(
    LicenceFacts, left_out={"api": {"evidence": "a request of programs holds no picture"}}
)

INSURANCE_FACTS = FactSet(InsuranceFacts)

HONOUR_FACTS = FactSet(HonourFacts, not_facts={"DELETE": "the check box of the form set"})

PAIR_FACTS = FactSet(
    PairFacts,
    not_facts={"master": "an argument of pair_apprentice"},
    left_out={"import": {"apprentice_user": "the account comes with the number"}},
)

TIE_FACTS = FactSet(TieFacts, not_facts={"helper": "an argument of tie_firm"})
