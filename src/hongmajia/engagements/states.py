"""An engagement's life as a table of transitions; the second half follows with the service."""

from hongmajia.core.states import step

from .enums import EngagementState as S
from .enums import EngagementVerb as V

TRANSITIONS = {
    V.ACCEPTED: step([S.PROPOSED], S.ACCEPTED),
    V.CHOSEN: step([S.OFFERED], S.ACCEPTED),
    V.DECLINED: step([S.PROPOSED], S.DECLINED),
    V.EXPIRED: step([S.PROPOSED], S.EXPIRED),
    V.CANCELLED: step([S.OFFERED, S.PROPOSED], S.CANCELLED),
    V.CONTACTED: step([S.ACCEPTED], S.ACCEPTED),
    V.RELEASED: step([S.ACCEPTED, S.SCHEDULED], S.CANCELLED),
}
