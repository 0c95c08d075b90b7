from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "hongmajia.needs"

    def ready(self) -> None:
        from hongmajia.core import schedule
        from hongmajia.core.acts import register_verbs
        from hongmajia.core.imports import register_importer

        from .enums import NeedVerb
        from .imports import NeedImport
        from .tasks import remind_overdue

        register_verbs(NeedVerb)
        register_importer(NeedImport())
        schedule.every("0 8 * * *", remind_overdue)
