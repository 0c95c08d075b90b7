"""Those who are asked to take part in a campaign, as a partner or as a lecturer; and who acts."""

from hongmajia.core.lives import Holder, life, within
from hongmajia.core.states import Table, step
from hongmajia.notices.overdue import REMINDER

from .enums import AskState as S
from .enums import CampaignVerb as V

PARTNERS: Table = {
    V.PARTNER_ASKED: step([S.AGREED, S.DECLINED], S.OPEN),
    V.PARTNER_AGREED: step([S.OPEN], S.AGREED),
    V.PARTNER_DECLINED: step([S.OPEN], S.DECLINED),
}
LECTURERS: Table = {
    V.LECTURER_ASKED: step([S.DECLINED], S.OPEN),
    V.LECTURER_AGREED: step([S.OPEN], S.AGREED),
    V.LECTURER_DECLINED: step([S.OPEN], S.DECLINED),
}

DAYS_TO_ANSWER = 5
"""Working days in which a union or a master says whether they take part."""

OVER = (S.AGREED, S.DECLINED)
PARTNER_LIFE = life({S.OPEN: within(Holder.UNION, DAYS_TO_ANSWER, REMINDER)}, over=OVER)
LECTURER_LIFE = life({S.OPEN: within(Holder.HELPER, DAYS_TO_ANSWER, REMINDER)}, over=OVER)
