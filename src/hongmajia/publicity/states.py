"""State transitions of a piece of news; withdrawn news can be published again."""

from hongmajia.core.lives import Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import NewsState as S
from .enums import NewsVerb as V

TRANSITIONS: Table = {
    V.PUBLISHED: step([S.DRAFT, S.WITHDRAWN], S.PUBLISHED),
    V.WITHDRAWN: step([S.PUBLISHED], S.WITHDRAWN),
}

DAYS_TO_PUBLISH = 10
"""Working days that a draft may lie."""

LIFE = life(
    {S.DRAFT: within(Holder.UNION, DAYS_TO_PUBLISH, REMINDER)}, over=[S.PUBLISHED, S.WITHDRAWN]
)
