from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hongmajia.portal"

    def ready(self) -> None:
        from hongmajia.core.slots import fill_slot
        from hongmajia.needs.slots import NeedSlot

        fill_slot(NeedSlot.TRACKING, "track_need")
