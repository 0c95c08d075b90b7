"""Actions on unions, roles, enterprises, seasons and holidays.

Each action does everything that belongs to one change: it takes the lock, checks the rules, writes
the event and sends the notices. The caller has checked the right (``rules.py``) through the access
gate before; only who may grant which role is checked by the actions themselves (``accounts.py``).
"""

from .accounts import (
    Person,
    Post,
    add_account,
    appoint,
    appoint_all,
    find_or_add,
    find_or_add_all,
    grant_role,
    revoke_role,
    set_term,
)
from .calendar import fill_year, remove_holiday, set_holiday, set_holidays
from .closing import close_union, open_union_again
from .closing_years import close_season, open_for_corrections
from .deputies import end_deputy, name_deputy
from .dividing import add_unions_of
from .enterprises import (
    NewContact,
    add_contact,
    add_contacts,
    add_enterprise,
    add_enterprises,
    change_enterprise,
    remove_contact,
)
from .handing_over import hand_over
from .key_industries import remove_key_industry, set_key_industry
from .merging_firms import keep_apart, merge_enterprises
from .provinces import load_province, serve_province
from .season_drafts import remark_on_draft, save_draft
from .seasons import change_season, copy_season, open_season
from .site import change_site
from .targets import set_targets, take_last_targets
from .tree import add_union, change_union, move_union

__all__ = [
    "NewContact",
    "Person",
    "Post",
    "add_account",
    "add_contact",
    "add_contacts",
    "add_enterprise",
    "add_enterprises",
    "add_union",
    "add_unions_of",
    "appoint",
    "appoint_all",
    "change_enterprise",
    "change_season",
    "change_site",
    "change_union",
    "close_season",
    "close_union",
    "copy_season",
    "end_deputy",
    "fill_year",
    "find_or_add",
    "find_or_add_all",
    "grant_role",
    "hand_over",
    "keep_apart",
    "load_province",
    "merge_enterprises",
    "move_union",
    "name_deputy",
    "open_for_corrections",
    "open_season",
    "open_union_again",
    "remark_on_draft",
    "remove_contact",
    "remove_holiday",
    "remove_key_industry",
    "revoke_role",
    "save_draft",
    "serve_province",
    "set_holiday",
    "set_holidays",
    "set_key_industry",
    "set_targets",
    "set_term",
    "take_last_targets",
]
