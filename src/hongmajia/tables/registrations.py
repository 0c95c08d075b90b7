"""What the room `tables` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot
from hongmajia.insights.slots import FigureSlot

from . import (
    personal,  # noqa: F401
    receivers,
    tasks,
)
from .enums import TableVerb

__all__ = ["receivers"]

register_verbs(TableVerb)
fill_slot(FigureSlot.TABLES, "blank_tables")
schedule.every("45 4 * * *", tasks.forget_fillings)
