from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "hongmajia.unions"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import UnionVerb

        register_verbs(UnionVerb)
