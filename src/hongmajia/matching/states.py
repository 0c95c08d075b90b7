"""The states of a round: transitions, and who acts in each."""

from hongmajia.core.lives import WORKING, Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import RULABLE
from .enums import RoundState as S
from .enums import RoundVerb as V

TRANSITIONS: Table = {
    V.COMPUTED: step([S.COMPUTING], S.READY),
    V.FAILED: step([S.COMPUTING], S.FAILED),
    V.SHELVED: step([S.READY], S.SHELVED),
    V.SENDING: step([*RULABLE, S.SENDING], S.SENDING),
    V.SENT: step([S.SENDING], S.SENT),
}

DAYS_TO_SEND = 2
"""Working days that a computed plan may wait to be checked and sent."""

LIFE = life(
    {
        S.COMPUTING: WORKING,
        S.READY: within(Holder.UNION, DAYS_TO_SEND, REMINDER),
        S.SENDING: WORKING,
    },
    over=[S.SENT, S.FAILED, S.SHELVED],  # the needs in it have clocks of their own
)
