"""The states of claims and applications, and the verbs that change them."""

from hongmajia.core.lives import Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import OPEN_CLAIMS
from .enums import ApplicationVerb as A
from .enums import ClaimState as C
from .enums import ClaimVerb as V

CLAIMS: Table = {
    V.SUBMITTED: step([C.SUBMITTED], C.SUBMITTED),
    V.PASSED_ON: step([C.SUBMITTED], C.SUBMITTED),
    V.RESUBMITTED: step([C.RETURNED], C.SUBMITTED),
    V.RETURNED: step([C.SUBMITTED], C.RETURNED),
    V.APPROVED: step([C.SUBMITTED], C.APPROVED),
    V.REFUSED: step(OPEN_CLAIMS, C.REFUSED),
    V.WITHDRAWN: step(OPEN_CLAIMS, C.WITHDRAWN),
}

APPLICATIONS: Table = {
    A.SUBMITTED: step([C.SUBMITTED], C.SUBMITTED),
    A.RESUBMITTED: step([C.RETURNED], C.SUBMITTED),
    A.RETURNED: step([C.SUBMITTED], C.RETURNED),
    A.APPROVED: step([C.SUBMITTED], C.APPROVED),
    A.REFUSED: step(OPEN_CLAIMS, C.REFUSED),
    A.WITHDRAWN: step(OPEN_CLAIMS, C.WITHDRAWN),
}

DAYS_TO_DECIDE = 2
"""Working days within which the union decides a claim or an application."""
DAYS_TO_ADD = 10
"""Working days within which whoever asked adds what was missing; then the union is reminded."""

ASKED_LIFE = life(
    {
        C.SUBMITTED: within(Holder.UNION, DAYS_TO_DECIDE, REMINDER),
        C.RETURNED: within(Holder.ASKER, DAYS_TO_ADD, REMINDER),
    },
    over=[C.APPROVED, C.REFUSED, C.WITHDRAWN],
)
