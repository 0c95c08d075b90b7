from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "hongmajia.publicity"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from . import receivers  # noqa: F401
        from .enums import NewsVerb, ProjectVerb

        register_verbs(NewsVerb)
        register_verbs(ProjectVerb)
