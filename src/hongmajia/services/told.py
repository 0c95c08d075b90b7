"""What is told of visits, activities and services; to people without an account also by SMS."""

from django.utils.translation import gettext_lazy as _

ARRANGED = _("%(title)s：和%(helper)s约好了%(when)s")
CAME = _("%(title)s：%(helper)s%(when)s来过")
MOVED = _("%(title)s：时间改到%(when)s")
CALLED_OFF = _("%(title)s：约好的这次取消了（%(why)s）")
RECORDED = _("%(title)s：%(helper)s写好了服务记录，请您确认")
CORRECTED = _("%(title)s：%(helper)s更正了服务记录")
TACKLING = _("%(title)s：%(helper)s去过了，转为攻关，按节点推进")
MILESTONE = _("%(title)s：完成攻关节点“%(milestone)s”")
PLEASE_CONFIRM = _("%(title)s：师傅来过了，请确认有没有解决")
CONFIRMED_FOR = _("%(title)s：工会代您确认了服务，请核对")
RECORD_WITHDRAWN = _("%(title)s：服务记录撤回了（%(why)s）")

TO_ASKERS = {
    "visit_arranged": ARRANGED,
    "visit_was": CAME,
    "visit_moved": MOVED,
    "visit_called_off": CALLED_OFF,
    "record_written": RECORDED,
    "record_corrected": CORRECTED,
    "tackling": TACKLING,
    "milestone_done": MILESTONE,
    "please_confirm": PLEASE_CONFIRM,
    "confirmed_for": CONFIRMED_FOR,
    "record_withdrawn": RECORD_WITHDRAWN,
}
"""By the names that administrators give templates to."""

HELPER_ARRANGED = _("%(title)s：约好了%(when)s")
HELPER_ASKED = _("%(title)s：请您来，%(when)s")

TO_HELPERS = {
    "helper_arranged": HELPER_ARRANGED,
    "helper_asked_to_come": HELPER_ASKED,
    "helper_moved": MOVED,
    "helper_called_off": CALLED_OFF,
}

SIGN_UP_MOVED = _("您报名的%(title)s：时间改到%(when)s")
SIGN_UP_CALLED_OFF = _("您报名的%(title)s取消了（%(why)s）")

SIGN_UP_MOVED_UP = _("您报名的%(title)s：有位子了，请来")

SIGN_UP_THANKED = _("谢谢您来%(title)s，用得上吗、还想学什么，请告诉我们")

TO_SIGNED_UP = {
    "sign_up_moved": SIGN_UP_MOVED,
    "sign_up_called_off": SIGN_UP_CALLED_OFF,
    "sign_up_moved_up": SIGN_UP_MOVED_UP,
    "sign_up_thanked": SIGN_UP_THANKED,
}
