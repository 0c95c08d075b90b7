"""The states of a case and of a booklet: transitions, and who acts in each."""

from hongmajia.core.lives import WORKING, Holder, life, timed, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER
from hongmajia.unions.enums import Stage

from .enums import BookletState as B
from .enums import BookletVerb, CaseVerb
from .enums import CaseState as S

V = CaseVerb
TRANSITIONS: Table = {
    V.DRAFTED: step([S.DISCARDED], S.DRAFT),
    V.DISCARDED: step([S.DRAFT], S.DISCARDED),
    V.NOMINATED: step([S.DRAFT, S.NOMINATED], S.NOMINATED),
    V.RETURNED: step([S.NOMINATED], S.DRAFT),
    V.SELECTED: step([S.NOMINATED, S.DRAFT, S.NOT_SELECTED], S.SELECTED),
    V.NOT_SELECTED: step([S.NOMINATED, S.SELECTED], S.NOT_SELECTED),
    V.NOTICED: step([S.SELECTED], S.ON_NOTICE),
    V.DROPPED: step([S.ON_NOTICE, S.PUBLISHED], S.NOT_SELECTED),
    V.PUBLISHED: step([S.ON_NOTICE], S.PUBLISHED),
}

BOOKLET: Table = {
    BookletVerb.TYPESETTING: step([B.DRAFT, B.READY, B.FAILED, B.TYPESETTING], B.TYPESETTING),
    BookletVerb.TYPESET: step([B.TYPESETTING], B.READY),
    BookletVerb.FAILED: step([B.TYPESETTING], B.FAILED),
}

DAYS = 10
"""Working days that a case or booklet may lie in one state, from the review stage on."""

LIFE = life(
    {
        S.DRAFT: within(Holder.UNION, DAYS, REMINDER, Stage.REVIEW),
        S.NOMINATED: within(Holder.UNION, DAYS, REMINDER, Stage.REVIEW),
        S.SELECTED: within(Holder.UNION, DAYS, REMINDER, Stage.REVIEW),
        S.ON_NOTICE: timed(Holder.UNION, REMINDER),
    },
    over=[S.PUBLISHED, S.NOT_SELECTED, S.DISCARDED],
)

BOOKLET_LIFE = life(
    {
        B.DRAFT: within(Holder.UNION, DAYS, REMINDER, Stage.REVIEW),
        B.TYPESETTING: WORKING,
        B.FAILED: within(Holder.UNION, DAYS, REMINDER, Stage.REVIEW),
    },
    over=[B.READY],  # it may be released, but need not
)
