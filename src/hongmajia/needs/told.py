"""What the asker of a need is told; to those without an account also by SMS."""

from django.utils.translation import gettext_lazy as _

ASKED = _("您提的需求收到了：%(title)s")
RETURNED = _("请补充您的需求：%(title)s（%(reason)s）")
LISTED = _("您的需求已列入企业问题清单：%(title)s")
MERGED = _("您的需求和%(number)s是同一问题，已并到一起办：%(title)s")
ESCALATED = _("%(title)s：已转%(union)s协调")
TAKEN_OVER = _("%(title)s：%(union)s已接手")
PARTED = _("%(title)s：和%(number)s分开了，另外核实（%(reason)s）")
UNLISTED = _("%(title)s：先撤下清单，重新核实（%(reason)s）")
REOPENED = _("%(title)s：%(helper)s不能来了，正在重新找人")
DETACHED = _("%(title)s：不在交流会上解答了（%(why)s），正在另外找人")
WITHDRAWN = _("%(title)s：需求已撤回")

TOLD = {
    "need_asked": ASKED,
    "need_returned": RETURNED,
    "need_listed": LISTED,
    "need_merged": MERGED,
    "need_escalated": ESCALATED,
    "need_taken_over": TAKEN_OVER,
    "need_parted": PARTED,
    "need_unlisted": UNLISTED,
    "need_reopened": REOPENED,
    "need_detached": DETACHED,
    "need_withdrawn": WITHDRAWN,
}
"""By the names that administrators give templates to."""
