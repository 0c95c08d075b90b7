"""The types of events that are offered: the verbs of the log, without looks at personal data."""

from hongmajia.cases.enums import CaseVerb
from hongmajia.core.acts import all_verbs
from hongmajia.needs.enums import NeedVerb
from hongmajia.people.enums import HelperVerb

from .enums import Subject

LOOKS = frozenset(
    map(
        str,
        (
            NeedVerb.LOOKED_UP, NeedVerb.CODE_TOLD, NeedVerb.REVEALED, NeedVerb.READ,
            NeedVerb.CODE_PRINTED, HelperVerb.REVEALED,
            CaseVerb.REVIEWER_ASKED, CaseVerb.REVIEWER_FREED, CaseVerb.REVIEWED,
        ),
    )
)  # fmt: skip
"""Who looked at or told what, and who reviews what: for the log alone."""


def offered_types() -> list[str]:
    """All types that a subscription can have, such as ``need.listed``."""
    kinds = set(Subject.values)
    found = (verb for verb in all_verbs() if verb.partition(".")[0] in kinds)
    return sorted(set(found) - LOOKS)
