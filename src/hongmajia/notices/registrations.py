"""What the room `notices` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs

from . import checks as checks  # registers them
from . import (
    erasing,  # noqa: F401
    personal,  # noqa: F401
)
from .enums import CallVerb, RobotVerb
from .sending import send_due
from .tasks import remind_overdue

register_verbs(CallVerb)
register_verbs(RobotVerb)
schedule.every("10 8 * * *", remind_overdue)
schedule.every("* * * * *", send_due)
