"""The facts of an offer, as the actions take them."""

from typing import TypedDict

from hongmajia.core.facts import FactSet


class OfferFacts(TypedDict, total=False):
    """Fields of an offer; ``kind`` and ``title`` are required."""

    kind: str
    title: str
    text: str
    mode: str
    duration: str
    max_people: int | None


OFFER_FACTS = FactSet(OfferFacts, not_facts={"helper": "whose offer it is"})
