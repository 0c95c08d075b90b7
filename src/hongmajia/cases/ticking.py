"""What can be done with ticked cases: nominating them, and selecting those that were judged."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.errors import Refused
from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.notices.saying import told_after
from hongmajia.unions.enums import Role

from .actions import nominate_case, select_case
from .enums import CaseState
from .models import Case
from .rules import is_at_the_top

JUDGED = TickedList(
    address="case_judging_act",
    page="case_judging",
    row_page="case",
    section="cases",
    load=lambda user: Case.objects.visible_to(user).with_story(),
    name_of=lambda _user, case: case.title,
)
WORK = TickedList(
    address="case_work_act",
    page="case_work",
    row_page="case",
    section="cases",
    load=JUDGED.load,
    name_of=JUDGED.name_of,
    export="case_export",
)


def _is_judged(user: Any, case: Case) -> bool:
    return case.state == CaseState.NOMINATED


def _can_go_up(user: Any, case: Case) -> bool:
    is_open = case.state in (CaseState.DRAFT, CaseState.NOMINATED)
    return is_open and _is_in_own_hands(user, case) and not is_at_the_top(user, case)


def _is_in_own_hands(user: Any, case: Case) -> bool:
    return case.union.path in user.scope(Role.CADRE)


def _select(case: Case, actor: Any) -> str:
    return told_after(_("已选定。"), lambda: select_case(case=case, actor=actor))


def _nominate(case: Case, actor: Any) -> str:
    if not _is_in_own_hands(actor, case):  # sent twice, it would go up two tiers
        raise Refused(_("案例不在本级手里，不能由本级推荐。"))
    return told_after(_("已推荐。"), lambda: nominate_case(case=case, actor=actor))


SELECTING = TickedAct(
    name="select",
    label=gettext_lazy("选定"),
    right="cases.choose",
    fits=_is_judged,
    do=_select,
)
NOMINATING = TickedAct(
    name="nominate",
    label=gettext_lazy("向上推荐"),
    right="cases.nominate",
    fits=_can_go_up,
    do=_nominate,
)
