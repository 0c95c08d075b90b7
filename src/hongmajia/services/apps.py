from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "hongmajia.services"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.matching.queries import register_appointments

        from .enums import ServiceVerb
        from .queries import appointments

        register_verbs(ServiceVerb)
        register_appointments(appointments)
