"""Registration of the notices room with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The Django app of the notices room."""

    name = "hongmajia.notices"
