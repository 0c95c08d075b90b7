"""What can be done with ticked rows of the lists of artisans and of teams."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.notices.saying import told_after

from .actions import open_account
from .enums import HelperKind
from .models import Helper
from .naming import name_for

HELPERS = TickedList(
    address="helper_list_act",
    page="artisan_list",
    row_page="helper",
    section="people",
    load=lambda user: Helper.objects.visible_to(user).with_details(),
    name_of=name_for,
    export="artisan_export",
    may_export=lambda user, helper: bool(user.has_perm("people.manage", helper)),
)
TEAMS = replace(HELPERS, page="team_list", export="team_export")
LISTS = {HelperKind.ARTISAN: HELPERS, HelperKind.TEAM: TEAMS}


def _has_none(user: Any, helper: Helper) -> bool:
    if helper.kind != HelperKind.ARTISAN or not helper.is_active:
        return False
    return helper.artisan.user is None and bool(helper.artisan.phone)


def _open(helper: Helper, actor: Any) -> str:
    masked = helper.artisan.masked_phone
    done = _("用本人手机号%(phone)s登录。") % {"phone": masked}
    return told_after(done, lambda: open_account(helper=helper, actor=actor))


OPENING = TickedAct(
    name="open-account",
    label=gettext_lazy("开通账号"),
    right="people.manage",
    fits=_has_none,
    do=_open,
)
