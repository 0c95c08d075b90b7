from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "hongmajia.offers"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import OfferVerb

        register_verbs(OfferVerb)
