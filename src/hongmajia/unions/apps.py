from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "hongmajia.unions"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.core.imports import register_importer

        from .enums import UnionVerb
        from .imports import EnterpriseImport

        register_verbs(UnionVerb)
        register_importer(EnterpriseImport())
