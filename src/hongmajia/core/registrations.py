"""What `core` registers when the product starts; `core.apps` imports it."""

from django.conf import settings
from django.core.checks import register

from . import checks as checks  # registers them
from . import (
    exporting,
    importing,
    key_check,
    personal,  # noqa: F401
    schedule,
    tasks,
)
from .acts import register_verbs
from .closed_years import keep_possible
from .enums import ErasureVerb, ExportVerb, ImportVerb, SearchVerb
from .lives import register_life
from .logs import tasks as task_log
from .models import ImportJob, LogKey
from .new_database import register_filling

register(key_check.key_errors)
register_filling(lambda editor: LogKey.the_one())
register_verbs(ErasureVerb)
keep_possible(ErasureVerb.ERASED, ErasureVerb.TOLD)
register_verbs(ImportVerb)
register_life(ImportJob, importing.LIFE)
register_verbs(ExportVerb)
register_verbs(SearchVerb)
task_log.connect()
if settings.SENTRY_DSN:
    from .logs import sentry  # a large library, and only here

    sentry.start(settings.SENTRY_DSN)
schedule.every("30 3 * * *", tasks.prune_task_results)
schedule.every("*/5 * * * *", tasks.prune_write_marks)
schedule.every("0 4 * * *", importing.forget_files)
schedule.every("45 3 * * *", tasks.clear_sessions)
schedule.every("35 4 * * *", tasks.forget_model_calls)
schedule.every("50 3 * * *", tasks.clear_sent_forms)
schedule.every("30 4 * * *", exporting.forget_exports)
schedule.every("40 * * * *", tasks.erase_again)
