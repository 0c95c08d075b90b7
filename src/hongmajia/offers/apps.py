"""Registration of the offers room: its verbs and slots."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """The Django app of the offers room."""

    name = "hongmajia.offers"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.core.slots import declare_slots, fill_slot
        from hongmajia.people.slots import HelperSlot

        from .enums import OfferVerb
        from .slots import OfferSlot

        register_verbs(OfferVerb)
        declare_slots(OfferSlot)
        fill_slot(HelperSlot.OFFERS, "helper_offers")
        fill_slot(HelperSlot.NEW_OFFER, "offer_new")
