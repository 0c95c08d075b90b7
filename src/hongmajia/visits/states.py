"""The state transitions of an itinerary."""

from hongmajia.core.lives import WORKING, life
from hongmajia.core.states import Table, step

from .enums import ItineraryState, ItineraryVerb

TRANSITIONS: Table = {
    ItineraryVerb.COMPUTED: step([ItineraryState.COMPUTING], ItineraryState.READY),
    ItineraryVerb.FAILED: step([ItineraryState.COMPUTING], ItineraryState.FAILED),
}

LIFE = life({ItineraryState.COMPUTING: WORKING}, over=[ItineraryState.READY, ItineraryState.FAILED])
