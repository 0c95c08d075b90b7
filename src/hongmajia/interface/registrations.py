"""What the room `interface` registers when the product starts; `core.apps` imports it."""

from hongmajia.accounts.slots import SecuritySlot
from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot

from . import personal  # noqa: F401
from .enums import InterfaceVerb
from .tasks import forget_answers, number_changes, warn_of_ending_tokens

register_verbs(InterfaceVerb)
fill_slot(SecuritySlot.PROGRAMS, "service_accounts")
schedule.every("15 8 * * *", warn_of_ending_tokens)
schedule.every("25 * * * *", forget_answers)
schedule.every("*/10 * * * *", number_changes)
