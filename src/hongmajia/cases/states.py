"""The lives of a case and of a booklet as tables of transitions."""

from hongmajia.core.states import Table, step

from .enums import BookletState as B
from .enums import BookletVerb, CaseVerb
from .enums import CaseState as S

V = CaseVerb
TRANSITIONS: Table = {
    V.DRAFTED: step([S.DISCARDED], S.DRAFT),
    V.DISCARDED: step([S.DRAFT], S.DISCARDED),
    V.NOMINATED: step([S.DRAFT, S.NOMINATED], S.NOMINATED),
    V.RETURNED: step([S.NOMINATED], S.DRAFT),
    V.SELECTED: step([S.NOMINATED, S.DRAFT, S.PASSED], S.SELECTED),
    V.PASSED: step([S.NOMINATED, S.SELECTED], S.PASSED),
    V.NOTICED: step([S.SELECTED], S.ON_NOTICE),
    V.DROPPED: step([S.ON_NOTICE, S.PUBLISHED], S.PASSED),
    V.PUBLISHED: step([S.ON_NOTICE], S.PUBLISHED),
}

BOOKLET: Table = {
    BookletVerb.SETTING: step([B.DRAFT, B.READY, B.FAILED, B.SETTING], B.SETTING),
    BookletVerb.SET: step([B.SETTING], B.READY),
    BookletVerb.FAILED: step([B.SETTING], B.FAILED),
}
