from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "hongmajia.visits"
