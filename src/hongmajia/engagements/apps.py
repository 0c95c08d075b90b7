from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "hongmajia.engagements"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.people.queries import register_workload

        from . import receivers, rules  # noqa: F401
        from .enums import EngagementVerb
        from .queries import load_this_week

        register_verbs(EngagementVerb)
        register_workload(load_this_week)
