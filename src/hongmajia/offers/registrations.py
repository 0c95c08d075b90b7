"""What the room `offers` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.exports import register_exporter
from hongmajia.core.importers import register_importer
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.people.models import Helper
from hongmajia.people.slots import HelperSlot

from . import personal  # noqa: F401
from .actions import offerer_of
from .enums import OfferVerb
from .export import OFFER_EXPORT
from .finding import COURSES, OFFERS
from .imports import OfferImport
from .models import Offer, offer_search
from .slots import OfferSlot
from .ticking import OFFERS as TO_TICK
from .ticking import RELISTING, UNLISTING

register_verbs(OfferVerb)
register_importer(OfferImport())
register_exporter(OFFER_EXPORT)
register_ticked(TO_TICK, UNLISTING, RELISTING)
register_kind(4, OFFERS)
register_kind(5, COURSES)
declare_slots(OfferSlot)
fill_slot(HelperSlot.OFFERS, "helper_offers")
fill_slot(HelperSlot.NEW_OFFER, "offer_new")
register_reading(Offer, Reading(whose=offerer_of, related=("helper__artisan",)))
track("offer", Offer, {Helper: "SELECT id FROM offers_offer WHERE helper_id = NEW.id"})
keep_words(Indexed(offer_search, Offer, text=lambda offer: offer.search_text))
