"""Registration of the portal room and the slot it fills."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The Django app of the portal room."""

    name = "hongmajia.portal"

    def ready(self) -> None:
        from hongmajia.core.slots import fill_slot
        from hongmajia.needs.slots import NeedSlot

        fill_slot(NeedSlot.TRACKING, "track_need")
