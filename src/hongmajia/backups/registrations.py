"""What the room `backups` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule

from . import tasks

schedule.every("30 2 * * *", tasks.back_up_nightly)
schedule.every("30 5 1 * *", tasks.drill_monthly)
