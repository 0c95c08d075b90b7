"""What the room `offers` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.people.slots import HelperSlot

from .enums import OfferVerb
from .slots import OfferSlot

register_verbs(OfferVerb)
declare_slots(OfferSlot)
fill_slot(HelperSlot.OFFERS, "helper_offers")
fill_slot(HelperSlot.NEW_OFFER, "offer_new")
