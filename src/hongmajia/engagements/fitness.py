"""Whether a helper holds the licences that a need takes by law (ADR 104): the one rule for asking.

Invitations, claims, bids, orders and pairings all pass `refuse_unlicensed`; nobody overrules it.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.needs.models import Need
from hongmajia.people.fitness import lacking, words_for_lack
from hongmajia.people.models import Helper


class Unlicensed(Refused):
    """The helper has no valid licence that the need takes by law."""


def lack_of(need: Need, helper: Helper, day: date | None = None) -> str:
    """Which licences the helper lacks for the need on ``day``, today by default; else nothing."""
    kinds = lacking(helper, need.licences, day or timezone.localdate())
    return words_for_lack(helper.public_name, kinds) if kinds else ""


def refuse_unlicensed(need: Need, helper: Helper, day: date | None = None) -> None:
    """Raise ``Unlicensed`` for a helper without a valid licence that the need takes."""
    if why := lack_of(need, helper, day):
        raise Unlicensed(_("%(why)s，不能接这件。") % {"why": why})
