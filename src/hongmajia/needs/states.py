"""The first half of a need's life as a table of transitions (domain sheet, “Life of a need”)."""

from hongmajia.core.states import step

from .enums import NeedState as S
from .enums import NeedVerb as V

TRANSITIONS = {
    V.SUBMITTED: step([S.DRAFT], S.SUBMITTED),
    V.RESUBMITTED: step([S.RETURNED], S.SUBMITTED),
    V.RETURNED: step([S.SUBMITTED, S.ESCALATED], S.RETURNED),
    V.LISTED: step([S.SUBMITTED, S.ESCALATED], S.LISTED),
    V.ESCALATED: step([S.SUBMITTED, S.LISTED, S.MATCHED, S.ESCALATED], S.ESCALATED),
    V.TAKEN_OVER: step([S.ESCALATED], S.LISTED),
    V.MERGED: step([S.SUBMITTED, S.LISTED, S.ESCALATED], S.MERGED),
    V.WITHDRAWN: step([S.SUBMITTED, S.RETURNED, S.LISTED, S.ESCALATED], S.WITHDRAWN),
    V.MATCHED: step([S.LISTED, S.ESCALATED, S.REOPENED], S.MATCHED),
    V.UNMATCHED: step([S.MATCHED], S.LISTED),
}
