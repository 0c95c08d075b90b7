from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "hongmajia.services"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import ServiceVerb

        register_verbs(ServiceVerb)
