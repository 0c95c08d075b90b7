"""State transitions of a supervision, and who acts in each state."""

from hongmajia.core.lives import Holder, life, timed, within
from hongmajia.core.states import Table, step

from .enums import OPEN
from .enums import SupervisionState as S
from .enums import SupervisionVerb as V

TRANSITIONS: Table = {
    V.ANSWERED: step([S.ASKED], S.ANSWERED),
    V.REJECTED: step([S.ANSWERED], S.ASKED),
    V.EXTENDED: step([S.ASKED], S.ASKED),
    V.ACCEPTED: step([S.ANSWERED], S.ACCEPTED),
    V.MOVED: step(OPEN, S.MOVED),
    V.RECALLED: step(OPEN, S.RECALLED),
}

DAYS_TO_JUDGE = 2
"""Working days within which the union above says whether the answer will do."""
REMIND = "supervision.tasks.remind_due"

LIFE = life(
    {S.ASKED: timed(Holder.UNION, REMIND), S.ANSWERED: within(Holder.UNION, DAYS_TO_JUDGE, REMIND)},
    over=[S.ACCEPTED, S.MOVED, S.RECALLED],
)
