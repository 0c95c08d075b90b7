"""What the room `visits` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core.acts import register_verbs
from hongmajia.core.lives import register_life
from hongmajia.core.slots import fill_slot
from hongmajia.people.slots import HelperSlot
from hongmajia.unions.handing_over import Work, register_work

from . import personal, receivers  # noqa: F401
from .enums import FeedVerb, ItineraryState, ItineraryVerb
from .models import Itinerary
from .states import LIFE

register_verbs(ItineraryVerb)
register_verbs(FeedVerb)
fill_slot(HelperSlot.ITINERARY, "itinerary", right="visits.see")
register_life(Itinerary, LIFE)
register_work(
    Work(
        _("正在排的行程"),
        Itinerary,
        "owner",
        lambda person, union: Itinerary.objects.filter(
            owner=person,
            helper__union__path__startswith=union.path,
            state=ItineraryState.COMPUTING,
        ),
    )
)
