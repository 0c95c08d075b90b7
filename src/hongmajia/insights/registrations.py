"""What the room `insights` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs

from . import receivers, tasks  # noqa: F401
from .enums import InsightVerb

register_verbs(InsightVerb)
schedule.every("15 4 * * *", tasks.forget_ledgers)
