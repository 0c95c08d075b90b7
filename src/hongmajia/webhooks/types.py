"""The types of events that are offered: the verbs of the log, without looks at personal data."""

import re

from hongmajia.cases.enums import CaseVerb
from hongmajia.core.acts import all_verbs, sentence_of
from hongmajia.needs.enums import NeedVerb
from hongmajia.people.enums import HelperVerb

from .enums import Subject

PLACE = re.compile(r"%\(\w+\)s")
LOOKS = frozenset(
    map(
        str,
        (
            NeedVerb.LOOKED_UP, NeedVerb.CODE_TOLD, NeedVerb.REVEALED, NeedVerb.READ,
            NeedVerb.CODE_PRINTED, HelperVerb.REVEALED, HelperVerb.SAFETY_REVEALED,
            CaseVerb.REVIEWER_ASKED, CaseVerb.REVIEWER_FREED, CaseVerb.REVIEWED,
        ),
    )
)  # fmt: skip
"""Who looked at or told what, and who reviews what: for the log alone."""


def in_words(event_type: str) -> str:
    """What a type of event means, such as 列入清单, without whoever acted in the sentence.

    What fills the sentence stands as dots: the page is read by people who must not see names.
    """
    told = sentence_of(event_type) if event_type in all_verbs() else event_type
    bare = str(told).replace("%(actor)s", "", 1)
    return PLACE.sub("…", bare).strip()


def offered_types() -> list[str]:
    """All types that a subscription can have, such as ``need.listed``."""
    kinds = set(Subject.values)
    found = (verb for verb in all_verbs() if verb.partition(".")[0] in kinds)
    return sorted(set(found) - LOOKS)
