"""The acts of the tree. Each holds the lock, the rule, the event and the notice of that one act.

Whether the person may act here at all is decided by the gate before; see ``rules``. Who may give
which role is a rule of the act itself and stands in ``accounts``.
"""

from .accounts import add_account, grant_role, name_somebody, revoke_role
from .calendar import fill_year, remove_holiday, set_holiday
from .enterprises import add_contact, add_enterprise, change_enterprise, remove_contact
from .seasons import change_season, open_season, set_targets
from .tree import add_union, change_union, move_union

__all__ = [
    "add_account",
    "add_contact",
    "add_enterprise",
    "add_union",
    "change_enterprise",
    "change_season",
    "change_union",
    "fill_year",
    "grant_role",
    "move_union",
    "name_somebody",
    "open_season",
    "remove_contact",
    "remove_holiday",
    "revoke_role",
    "set_holiday",
    "set_targets",
]
