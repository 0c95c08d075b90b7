from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "hongmajia.visits"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from . import receivers  # noqa: F401
        from .enums import ItineraryVerb

        register_verbs(ItineraryVerb)
