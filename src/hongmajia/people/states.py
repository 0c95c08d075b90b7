"""The states of an apprenticeship and the verbs that change them."""

from hongmajia.core.lives import Holder, life, timed, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import LIVE
from .enums import ApprenticeshipState as S
from .enums import ApprenticeVerb as V

TRANSITIONS: Table = {
    V.SIGNED: step([S.AGREED], S.RUNNING),
    V.UNSIGNED: step([S.RUNNING], S.AGREED),
    V.ASSESSED: step([S.RUNNING], S.RUNNING),
    V.FINISHED: step([S.RUNNING], S.FINISHED),
    V.ENDED: step(LIVE, S.ENDED),
}

DAYS_TO_SIGN = 10
"""Working days within which the agreement is to be signed."""

LIFE = life(
    {
        S.AGREED: within(Holder.UNION, DAYS_TO_SIGN, REMINDER),
        S.RUNNING: timed(Holder.UNION, REMINDER),
    },
    over=[S.FINISHED, S.ENDED],
)
