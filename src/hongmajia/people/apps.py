from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hongmajia.people"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs

        from .enums import HelperVerb

        register_verbs(HelperVerb)
