from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "hongmajia.engagements"

    def ready(self) -> None:
        from hongmajia.core import schedule
        from hongmajia.core.acts import register_verbs
        from hongmajia.people.queries import register_workload

        from . import receivers  # noqa: F401
        from .enums import EngagementVerb
        from .queries import load_this_week
        from .tasks import expire_silent, remind_overdue

        register_verbs(EngagementVerb)
        register_workload(load_this_week)
        schedule.every("*/10 * * * *", expire_silent)
        schedule.every("5 8 * * *", remind_overdue)
