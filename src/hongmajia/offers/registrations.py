"""What the room `offers` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.people.slots import HelperSlot

from .actions import index, offerer_of
from .enums import OfferVerb
from .models import Offer
from .slots import OfferSlot

register_verbs(OfferVerb)
declare_slots(OfferSlot)
fill_slot(HelperSlot.OFFERS, "helper_offers")
fill_slot(HelperSlot.NEW_OFFER, "offer_new")
register_reading(Offer, Reading(whose=offerer_of, related=("helper__artisan",), changed=index))
