"""Registration of the offers room: its verbs and slots."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """The Django app of the offers room."""

    name = "hongmajia.offers"
