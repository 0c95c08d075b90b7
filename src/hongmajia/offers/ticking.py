"""What can be done with ticked offers: taking them off the list, and listing them again."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct, TickedList
from hongmajia.people.naming import name_for
from hongmajia.people.rules import keeps_a_roll

from .actions import relist_offer, unlist_offer
from .models import Offer

OFFERS = TickedList(
    address="offer_list_act",
    page="offer_list",
    row_page="offer",
    section="offers",
    load=lambda user: Offer.objects.visible_to(user).with_details(),
    name_of=lambda user, offer: f"{offer.title} – {name_for(user, offer.helper)}",
    export="offer_export",
    may_export=lambda user, offer: bool(keeps_a_roll(user)),
)


def _unlist(offer: Offer, actor: Any) -> str:
    unlist_offer(offer=offer, actor=actor)
    return _("已从清单撤下。已接的单照常办。")


def _relist(offer: Offer, actor: Any) -> str:
    relist_offer(offer=offer, actor=actor)
    return _("已重新列入清单。")


UNLISTING = TickedAct(
    name="unlist",
    label=gettext_lazy("从清单撤下"),
    right="offers.change",
    fits=lambda user, offer: offer.is_listed,
    do=_unlist,
)
RELISTING = TickedAct(
    name="relist",
    label=gettext_lazy("重新列入"),
    right="offers.change",
    fits=lambda user, offer: not offer.is_listed,
    do=_relist,
)
