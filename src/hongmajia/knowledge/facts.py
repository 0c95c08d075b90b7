"""Typed inputs of the actions on kinds of problems and their answers."""

from typing import TypedDict

from hongmajia.core.facts import FactSet


class KindFacts(TypedDict):
    """What a cadre says of a kind of problem."""

    title: str
    gist: str
    category: int


KIND_FACTS = FactSet(
    KindFacts,
    not_facts={
        "union": "the union that confirms it, an argument of its own",
        "needs": "its needs, an argument of their own",
    },
)


class AnswerFacts(TypedDict, total=False):
    """What the master writes. ``steps`` is required before it is handed in."""

    signs: str
    steps: str
    target: str
    limits: str
    sources: str
    changes: str


ANSWER_FACTS = FactSet(
    AnswerFacts, not_facts={"basis": "the services it rests on, an argument of their own"}
)
