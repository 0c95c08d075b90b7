"""State transitions of a standard answer, and who holds it in each state."""

from hongmajia.core.lives import Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import UNDER_WAY
from .enums import AnswerState as S
from .enums import AnswerVerb as V

TRANSITIONS: Table = {
    V.ACCEPTED: step([S.ASKED], S.WRITING),
    V.DECLINED: step([S.ASKED, S.WRITING], S.DECLINED),
    V.HANDED_IN: step([S.WRITING], S.REVIEWING),
    V.SENT_BACK: step([S.REVIEWING, S.AGREED], S.WRITING),
    V.AGREED: step([S.REVIEWING], S.AGREED),
    V.PUBLISHED: step([S.AGREED], S.PUBLISHED),
    V.REPLACED: step([S.PUBLISHED], S.REPLACED),
    V.WITHDRAWN: step([*UNDER_WAY, S.PUBLISHED], S.WITHDRAWN),
}

LIFE = life(
    {
        S.ASKED: within(Holder.HELPER, 5, REMINDER),
        S.WRITING: within(Holder.HELPER, 15, REMINDER),
        S.REVIEWING: within(Holder.HELPER, 10, REMINDER),
        S.AGREED: within(Holder.UNION, 5, REMINDER),
    },
    over=[S.PUBLISHED, S.REPLACED, S.DECLINED, S.WITHDRAWN],
)
