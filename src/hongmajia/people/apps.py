"""Registration of the people room: its verbs, importers, state marks and slots."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The Django app of the people room."""

    name = "hongmajia.people"
