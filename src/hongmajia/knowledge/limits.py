"""How often one visitor may say whether something worked."""

from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit

TRIED = Limit(
    "tried",
    20,
    3600,
    gettext_lazy(
        "从您这里%(within)s分钟里最多说%(most)s次。请%(minutes)s分钟以后再来，急的打%(hotline)s。"
    ),
)
