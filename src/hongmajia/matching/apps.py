from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "hongmajia.matching"

    def ready(self) -> None:
        from hongmajia.core import schedule
        from hongmajia.core.acts import register_verbs

        from . import receivers  # noqa: F401
        from .enums import RoundVerb
        from .tasks import find_common_problems, learn_meanings

        register_verbs(RoundVerb)
        schedule.every("20 * * * *", find_common_problems)
        schedule.every("*/5 * * * *", learn_meanings)
