"""Registration of the portal room and the slot it fills."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The Django app of the portal room."""

    name = "hongmajia.portal"
