"""The states of an activity: planned, then held or called off; and who acts."""

from hongmajia.core.lives import Holder, life, timed
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import ActivityState as S
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
