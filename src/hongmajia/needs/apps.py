from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "hongmajia.needs"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import NeedVerb

        register_verbs(NeedVerb)
