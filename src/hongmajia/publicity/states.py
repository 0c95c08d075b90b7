"""The states of a piece of news, and of one that was sent up to the union above."""

from hongmajia.core.lives import Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import NewsState as S
from .enums import NewsVerb as V
from .enums import PassingState as P

TRANSITIONS: Table = {
    V.PUBLISHED: step([S.DRAFT, S.WITHDRAWN], S.PUBLISHED),
    V.WITHDRAWN: step([S.PUBLISHED], S.WITHDRAWN),
}

DAYS_TO_PUBLISH = 10
"""Working days that a draft may lie."""

LIFE = life(
    {S.DRAFT: within(Holder.UNION, DAYS_TO_PUBLISH, REMINDER)}, over=[S.PUBLISHED, S.WITHDRAWN]
)

PASSING: Table = {
    V.PASSED_UP: step([P.REFUSED], P.OPEN),
    V.TAKEN_OVER: step([P.OPEN], P.TAKEN),
    V.NOT_TAKEN: step([P.OPEN], P.REFUSED),
}

DAYS_TO_ANSWER = 10
"""Working days in which the union above takes news over or says why not."""

PASSING_LIFE = life(
    {P.OPEN: within(Holder.UNION, DAYS_TO_ANSWER, REMINDER)}, over=[P.TAKEN, P.REFUSED]
)
