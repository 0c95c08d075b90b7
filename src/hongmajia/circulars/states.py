"""State transitions of a circular and of its receipts, and who acts in each state."""

from hongmajia.core.lives import Holder, carried, life, timed, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import OPEN
from .enums import CircularState as C
from .enums import CircularVerb as V
from .enums import ReceiptState as R

CIRCULAR_STEPS: Table = {
    V.HANDED_IN: step([C.DRAFT], C.PENDING),
    V.TAKEN_BACK: step([C.PENDING], C.DRAFT),
    V.SENT: step([C.DRAFT, C.PENDING], C.SENT),
    V.WITHDRAWN: step([C.DRAFT, C.PENDING, C.SENT], C.WITHDRAWN),
}
RECEIPT_STEPS: Table = {
    V.READ: step([R.UNREAD], R.READ),
    V.SIGNED: step(OPEN, R.DONE),
    V.ANSWERED: step([*OPEN, R.DONE], R.DONE),
    V.RELEASED: step(OPEN, R.RELEASED),
}

DAYS_TO_SEND = 3
"""Working days that a draft, or one that is to be signed, may lie."""
REMIND = "circulars.tasks.remind_unanswered"

CIRCULAR_LIFE = life(
    {
        C.DRAFT: within(Holder.UNION, DAYS_TO_SEND, REMINDER),
        C.PENDING: within(Holder.UNION, DAYS_TO_SEND, REMINDER),
        C.SENT: carried(Holder.UNION, "circulars.Receipt"),
    },
    over=[C.WITHDRAWN],
)
RECEIPT_LIFE = life(
    {R.UNREAD: timed(Holder.UNION, REMIND), R.READ: timed(Holder.UNION, REMIND)},
    over=[R.DONE, R.RELEASED],
)
