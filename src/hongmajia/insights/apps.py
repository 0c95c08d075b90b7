from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "hongmajia.insights"

    def ready(self) -> None:
        from hongmajia.core import schedule
        from hongmajia.core.acts import register_verbs

        from . import receivers, tasks  # noqa: F401
        from .enums import InsightVerb

        register_verbs(InsightVerb)
        schedule.every("15 4 * * *", tasks.forget_ledgers)
