"""How often whoever has a tracking code may do something with its need."""

from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit

DAY = 24 * 3600

NUMBERS_TRIED = Limit(
    "numbers-tried",
    5,
    DAY,
    gettext_lazy(
        "换号码一天最多试%(most)s次。请%(minutes)s分钟以后再试，或打%(hotline)s，请工会改。"
    ),
)
"""Counted for each need, so that nobody guesses the last four digits, one of ten thousand."""

DATES_ANSWERED = Limit(
    "dates-answered",
    5,
    DAY,
    gettext_lazy("一天最多转告%(most)s次。请%(minutes)s分钟以后再写，急的请给师傅发消息。"),
)
"""Counted for each need."""

USES_SAID = Limit(
    "uses-said",
    10,
    DAY,
    gettext_lazy("一天最多说%(most)s次“用上了”。请%(minutes)s分钟以后再说。"),
)
"""Counted for each need, with whose code an enterprise says that it put a case to use."""
