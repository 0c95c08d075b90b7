"""What askers are told of helpers, also by SMS, and helpers of why they are not needed."""

from django.utils.translation import gettext_lazy as _

CALLED_FOR_BIDS = _("%(title)s：已张榜，%(until)s前师傅可以揭榜")
CLAIMED = _("%(title)s：%(helper)s认领了")
PAIRED = _("%(title)s：说好由%(helper)s一对一帮助")
ACCEPTED = _("%(title)s：%(helper)s接单了，会主动联系")
CHOSEN = _("%(title)s：选定%(helper)s来办")
DECLINED = _("%(title)s：%(helper)s这次没有接，工会接着帮您找")
LEFT_SEEKING = _("%(title)s：%(helper)s不能来了，工会会再找人")
LEFT_OTHERS = _("%(title)s：%(helper)s不能来了，别的师傅照常服务")
LEFT = _("%(title)s：%(helper)s不能来了")

NOT_ASKED = _("%(title)s：这次没有请您去（%(why)s），谢谢您愿意帮忙")
PLACES_TAKEN = _("%(title)s：已经定了别的师傅，这次没有请您去，谢谢您愿意帮忙")
SOLVED = _("%(title)s：问题已经解决，这次不用您去了，谢谢您愿意帮忙")

TOLD = {
    "bids_called": CALLED_FOR_BIDS,
    "helper_claimed": CLAIMED,
    "helper_paired": PAIRED,
    "helper_accepted": ACCEPTED,
    "helper_chosen": CHOSEN,
    "helper_declined": DECLINED,
    "helper_left_seeking": LEFT_SEEKING,
    "helper_left_others": LEFT_OTHERS,
    "helper_left": LEFT,
}
"""What askers are told, by the names that administrators give templates to."""
