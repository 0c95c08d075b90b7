"""Actions on events. The caller checks permission through the access gate."""

from .afterwards import (
    add_event_photo,
    agree_to_photo,
    change_question,
    count_heads,
    delete_event_photo,
    delete_question,
    evaluate,
    note_question,
    set_criteria,
)
from .ceremonies import FlagPlan, hold_ceremony, plan_ceremony, plan_pairs, take_ceremony_back
from .feedback import open_until, say
from .inviting import invite_firms, invite_workers
from .planning import (
    add_agenda,
    add_guests,
    add_units,
    name_guests,
    name_units,
    set_agenda,
)
from .stops import add_stops, arrange_stop, set_stops

__all__ = [
    "FlagPlan",
    "add_agenda",
    "add_event_photo",
    "add_guests",
    "add_stops",
    "add_units",
    "agree_to_photo",
    "arrange_stop",
    "change_question",
    "count_heads",
    "delete_event_photo",
    "delete_question",
    "evaluate",
    "hold_ceremony",
    "invite_firms",
    "invite_workers",
    "name_guests",
    "name_units",
    "note_question",
    "open_until",
    "plan_ceremony",
    "plan_pairs",
    "say",
    "set_agenda",
    "set_criteria",
    "set_stops",
    "take_ceremony_back",
]
