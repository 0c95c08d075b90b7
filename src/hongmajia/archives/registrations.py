"""What the room `archives` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot
from hongmajia.unions.slots import SeasonSlot

from . import (
    personal,  # noqa: F401
    receivers,
    tasks,
)
from .enums import ArchiveVerb

__all__ = ["receivers"]

register_verbs(ArchiveVerb)
fill_slot(SeasonSlot.ARCHIVES, "season_archives", right="archives.make")
schedule.every("35 4 * * *", tasks.forget_archives)
