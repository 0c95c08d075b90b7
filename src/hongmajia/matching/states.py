"""The state transitions of a round."""

from hongmajia.core.states import Table, step

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
