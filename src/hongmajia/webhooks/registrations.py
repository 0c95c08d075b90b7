"""What the room `webhooks` registers when the product starts; `core.apps` imports it."""

from hongmajia.accounts.slots import SecuritySlot
from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot

from . import personal, receivers  # noqa: F401
from .enums import HookVerb
from .tasks import deliver_due, forget_offers

register_verbs(HookVerb)
fill_slot(SecuritySlot.WEBHOOKS, "webhook_list")
schedule.every("* * * * *", deliver_due)
schedule.every("40 3 * * *", forget_offers)
