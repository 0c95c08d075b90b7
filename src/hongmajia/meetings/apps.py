from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "hongmajia.meetings"
