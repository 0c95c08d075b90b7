from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hongmajia.people"

    def ready(self) -> None:
        from hongmajia.core.acts import register_verbs
        from hongmajia.core.imports import register_importer

        from .enums import ApprenticeVerb, HelperVerb
        from .imports import ArtisanImport, TeamImport

        register_verbs(HelperVerb)
        register_verbs(ApprenticeVerb)
        register_importer(ArtisanImport())
        register_importer(TeamImport())
