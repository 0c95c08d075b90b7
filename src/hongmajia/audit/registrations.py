"""What the room `audit` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule

from . import tasks

schedule.every("* * * * *", tasks.seal_log)
