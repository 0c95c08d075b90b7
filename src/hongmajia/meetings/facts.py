"""Fields of the form of a meeting beside those of an activity."""

from hongmajia.core.facts import FactSet
from hongmajia.services.facts import ACTIVITY_FACTS, TIMES, ActivityFacts

MEETING_FACTS = FactSet(
    ActivityFacts,
    written_as=TIMES,
    not_facts={
        **ACTIVITY_FACTS.not_facts,
        "speaker": "the helper who answers, an argument of its own",
        "other_speaker": "the same",
        "needs": "needs that are answered, an argument of their own",
        "listening": "needs whose askers listen, an argument of their own",
    },
)
