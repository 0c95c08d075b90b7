"""Typed inputs of the actions on campaigns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.unions.models import Union

from .figures import TARGETED


class CampaignFacts(TypedDict, total=False):
    """Fields of a campaign; ``name``, ``starts``, ``ends`` and ``text`` are required.

    ``targets``: name of an indicator → amount, ``None`` for no target. It replaces all targets, as
    ``partners`` replaces all partners.
    """

    kind: str
    name: str
    theme: str
    starts: date
    ends: date
    text: str
    partners: Sequence[Union]
    targets: Mapping[str, int | None]


CAMPAIGN_FACTS = FactSet(
    CampaignFacts,
    written_as={f"target_{measure.name}": ("targets",) for measure in TARGETED},
    not_facts={"union": "owner, an argument of its own"},
)
