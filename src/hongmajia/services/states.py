"""State transitions of an activity: planned, then held or called off."""

from hongmajia.core.states import Table, step

from .enums import ActivityState as S
from .enums import ServiceVerb as V

TRANSITIONS: Table = {
    V.MOVED: step([S.PLANNED], S.PLANNED),
    V.CALLED_OFF: step([S.PLANNED], S.CALLED_OFF),
    V.HELD: step([S.PLANNED], S.HELD),
    V.WITHDRAWN: step([S.HELD], S.PLANNED),
}
