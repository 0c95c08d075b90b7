from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Lets every room register itself: the rooms stand in the order of ``settings.ROOMS``."""

    name = "hongmajia.core"

    def ready(self) -> None:
        from . import change_triggers, key_check, uploads  # they need the models, so only now

        uploads.accept_long_names()
        pre_migrate.connect(key_check.before_migrations, sender=self)
        pre_migrate.connect(change_triggers.remove, sender=self)
        post_migrate.connect(key_check.after_migrations, sender=self)
        post_migrate.connect(change_triggers.install, sender=self)
        autodiscover_modules("registrations")
