"""Registration of the demo room with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The Django app of the demo room."""

    name = "hongmajia.demo"
