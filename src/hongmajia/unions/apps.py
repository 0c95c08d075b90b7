"""Registration of the unions room: its verbs, importer and slots."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    """The Django app of the unions room."""

    name = "hongmajia.unions"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.core.imports import register_importer
        from hongmajia.core.slots import declare_slots

        from .enums import UnionVerb
        from .imports import EnterpriseImport
        from .slots import EnterpriseSlot

        register_verbs(UnionVerb)
        register_importer(EnterpriseImport())
        declare_slots(EnterpriseSlot)
