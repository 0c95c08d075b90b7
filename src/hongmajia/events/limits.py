"""How often one may say something to an event."""

from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit

SAID_BY_VISITOR = Limit(
    "said-by-visitor",
    300,
    3600,
    gettext_lazy("从您这里说得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""The whole hall shares the address of one wireless network."""
