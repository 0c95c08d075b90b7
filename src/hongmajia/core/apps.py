from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "hongmajia.core"

    def ready(self) -> None:
        from . import checks as checks  # registers them
        from . import importing, key_check, schedule, tasks
        from .acts import register_verbs
        from .enums import ImportVerb
        from .logs import tasks as task_log

        register(key_check.key_errors)
        pre_migrate.connect(key_check.before_migrations, sender=self)
        post_migrate.connect(key_check.after_migrations, sender=self)
        register_verbs(ImportVerb)
        task_log.connect()
        if settings.SENTRY_DSN:
            from .logs import sentry

            sentry.start(settings.SENTRY_DSN)
        schedule.every("30 3 * * *", tasks.prune_task_results)
        schedule.every("0 4 * * *", importing.forget_files)
        schedule.every("45 3 * * *", tasks.clear_sessions)
