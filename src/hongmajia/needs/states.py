"""A need's life as a table of transitions (domain sheet, “Life of a need”)."""

from hongmajia.core.states import Table, step

from .enums import NeedState as S
from .enums import NeedVerb as V

TRANSITIONS: Table = {
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
    V.STARTED: step([S.MATCHED], S.IN_SERVICE),
    V.TACKLED: step([S.IN_SERVICE], S.TACKLING),
    V.SOLVED: step([S.IN_SERVICE, S.TACKLING], S.SOLVED),
    V.UNSOLVED: step([S.IN_SERVICE, S.TACKLING], S.UNSOLVED),
    V.CONFIRMED: step([S.SOLVED], S.CONFIRMED),
    V.REOPENED: step([S.SOLVED, S.CONFIRMED], S.REOPENED),
}
