"""Registration of the unions room: its verbs, importer and slots."""

from django.apps import AppConfig


class UnionsConfig(AppConfig):
    """The Django app of the unions room."""

    name = "hongmajia.unions"
