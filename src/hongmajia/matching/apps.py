from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "hongmajia.matching"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from . import receivers  # noqa: F401
        from .enums import RoundVerb

        register_verbs(RoundVerb)
