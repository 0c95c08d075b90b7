"""An apprenticeship's life: agreed, signed, then learnt or ended."""

from hongmajia.core.states import Table, step

from .enums import LIVE
from .enums import ApprenticeshipState as S
from .enums import ApprenticeVerb as V

TRANSITIONS: Table = {
    V.SIGNED: step([S.AGREED], S.RUNNING),
    V.ASSESSED: step([S.RUNNING], S.RUNNING),
    V.FINISHED: step([S.RUNNING], S.FINISHED),
    V.ENDED: step(LIVE, S.ENDED),
}
