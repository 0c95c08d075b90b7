from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "hongmajia.guidance"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import GuidanceVerb

        register_verbs(GuidanceVerb)
