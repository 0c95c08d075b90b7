"""The states of an apprenticeship and the verbs that change them."""

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
