"""The states of a need: transitions, and who acts in each (docs/domain.md, “Life of a need”)."""

from hongmajia.core.lives import Holder, carried, life, timed
from hongmajia.core.states import Table, step

from .enums import AT_WORK, SEEKING
from .enums import NeedState as S
from .enums import NeedVerb as V

TRANSITIONS: Table = {
    V.SUBMITTED: step([S.DRAFT], S.SUBMITTED),
    V.IMPORTED: step([S.DRAFT], S.SUBMITTED),
    V.RESUBMITTED: step([S.RETURNED], S.SUBMITTED),
    V.RETURNED: step([S.SUBMITTED, S.ESCALATED], S.RETURNED),
    V.LISTED: step([S.SUBMITTED, S.ESCALATED], S.LISTED),
    V.ESCALATED: step([S.SUBMITTED, S.LISTED, S.MATCHED, S.ESCALATED], S.ESCALATED),
    V.TAKEN_OVER: step([S.ESCALATED], S.LISTED),
    V.MERGED: step([S.SUBMITTED, S.LISTED, S.ESCALATED], S.MERGED),
    V.UNMERGED: step([S.MERGED], S.SUBMITTED),
    V.UNLISTED: step([S.LISTED], S.SUBMITTED),
    V.WITHDRAWN: step([S.SUBMITTED, S.RETURNED, *SEEKING, *AT_WORK], S.WITHDRAWN),
    V.MATCHED: step([S.LISTED, S.ESCALATED, S.REOPENED], S.MATCHED),
    V.UNMATCHED: step([S.MATCHED, S.IN_SERVICE, S.TACKLING], S.LISTED),
    V.DETACHED: step([S.MATCHED, S.IN_SERVICE, S.TACKLING], S.LISTED),
    V.STARTED: step([S.MATCHED], S.IN_SERVICE),
    V.ARRANGED: step([S.MATCHED], S.IN_SERVICE),
    V.TACKLED: step([S.IN_SERVICE], S.TACKLING),
    V.SOLVED: step([*SEEKING, *AT_WORK], S.SOLVED),
    V.PARTLY_SOLVED: step([*SEEKING, *AT_WORK], S.SOLVED),
    V.UNSOLVED: step(AT_WORK, S.UNSOLVED),
    V.CONFIRMED: step([*SEEKING, *AT_WORK, S.SOLVED, S.UNSOLVED], S.CONFIRMED),
    V.PARTLY_CONFIRMED: step([*SEEKING, *AT_WORK, S.SOLVED, S.UNSOLVED], S.CONFIRMED),
    V.STILL_OPEN: step([S.SOLVED, S.CONFIRMED, S.UNSOLVED], S.REOPENED),
    V.REOPENED: step([S.SOLVED, S.CONFIRMED, S.UNSOLVED], S.REOPENED),
    V.UNSERVED: step([S.TACKLING, S.SOLVED, S.CONFIRMED, S.UNSOLVED], S.IN_SERVICE),
}

REMINDER = "needs.tasks.remind_overdue"
ENGAGED = "engagements.Engagement"

LIFE = life(
    {
        S.DRAFT: carried(Holder.ASKER, "form"),  # only inside the act of submitting
        S.SUBMITTED: timed(Holder.UNION, REMINDER),
        S.RETURNED: timed(Holder.ASKER, REMINDER),
        S.LISTED: timed(Holder.UNION, REMINDER),
        S.ESCALATED: timed(Holder.UNION, REMINDER),
        S.REOPENED: timed(Holder.UNION, REMINDER),
        S.MATCHED: carried(Holder.HELPER, ENGAGED),
        S.IN_SERVICE: carried(Holder.HELPER, ENGAGED),
        S.TACKLING: carried(Holder.HELPER, ENGAGED),
        S.SOLVED: carried(Holder.ASKER, ENGAGED),
        S.UNSOLVED: carried(Holder.ASKER, ENGAGED),
    },
    over=[S.CONFIRMED, S.MERGED, S.WITHDRAWN],
)
"""How a need stands in each state. An asker without an account is telephoned by the union."""
