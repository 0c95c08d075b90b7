"""What the room `offers` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.finding import by_title, register_finder
from hongmajia.core.new_database import register_filling
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.people.models import Helper
from hongmajia.people.slots import HelperSlot

from .actions import index, offerer_of
from .enums import OfferVerb
from .models import Offer, offer_search
from .slots import OfferSlot

register_verbs(OfferVerb)
register_finder(4, _("服务项目"), by_title(Offer.objects.visible_to, "offer"))
declare_slots(OfferSlot)
fill_slot(HelperSlot.OFFERS, "helper_offers")
fill_slot(HelperSlot.NEW_OFFER, "offer_new")
register_reading(Offer, Reading(whose=offerer_of, related=("helper__artisan",), changed=index))
track("offer", Offer, {Helper: "SELECT id FROM offers_offer WHERE helper_id = NEW.id"})
register_filling(offer_search.create)
