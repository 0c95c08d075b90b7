"""What the room `visits` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.lives import register_life
from hongmajia.core.slots import fill_slot
from hongmajia.people.slots import HelperSlot

from . import receivers  # noqa: F401
from .enums import ItineraryVerb
from .models import Itinerary
from .states import LIFE

register_verbs(ItineraryVerb)
fill_slot(HelperSlot.ITINERARY, "itinerary", right="visits.see")
register_life(Itinerary, LIFE)
