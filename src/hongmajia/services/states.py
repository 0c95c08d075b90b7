"""The states of an activity and of an objection to its record; and who acts."""

from hongmajia.core.lives import Holder, life, timed, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import DAYS_TO_ANSWER_OBJECTION
from .enums import ActivityState as S
from .enums import ObjectionState as O
from .enums import ServiceVerb as V

TRANSITIONS: Table = {
    V.MOVED: step([S.PLANNED], S.PLANNED),
    V.CALLED_OFF: step([S.PLANNED], S.CALLED_OFF),
    V.HELD: step([S.PLANNED], S.HELD),
    V.WITHDRAWN: step([S.HELD], S.PLANNED),
}

LIFE = life(
    {S.PLANNED: timed(Holder.UNION, REMINDER)},  # of a visit the engagement reminds
    over=[S.HELD, S.CALLED_OFF],
)

CORRECTING: Table = {V.OBJECTION_ANSWERED: step([O.OPEN], O.CORRECTED)}
UPHOLDING: Table = {V.OBJECTION_ANSWERED: step([O.OPEN], O.REFUSED)}
"""The two answers to an objection: the record was corrected, or it stands."""

OBJECTION_LIFE = life(
    {O.OPEN: within(Holder.UNION, DAYS_TO_ANSWER_OBJECTION, REMINDER)},
    over=[O.CORRECTED, O.REFUSED],
)
