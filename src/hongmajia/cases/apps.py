from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hongmajia.cases"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from . import receivers  # noqa: F401
        from .enums import BookletVerb, CaseVerb

        register_verbs(CaseVerb)
        register_verbs(BookletVerb)
