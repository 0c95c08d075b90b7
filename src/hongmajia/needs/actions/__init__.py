"""The actions on a need. Each holds the lock, the rule, the event and the notices of one act.

Whether a person may act at all is checked before the action is called, by ``core.gate`` with the
predicates of ``rules``. Actions that move the need raise ``WrongState`` where
``states.TRANSITIONS`` does not allow the step.
"""

from .calling import note_call, note_lookup, note_telling, submit_for_caller, tell_code
from .carrying import carry_need, carry_needs
from .ending import (
    arrange_need,
    confirm_need,
    confirm_need_partly,
    leave_open_need,
    leave_unsolved,
    reopen_need,
    solve_need,
    solve_need_partly,
    start_need,
    tackle_need,
    unserve_need,
)
from .erasing import erase_asker
from .helping import (
    contact_made,
    detach_need,
    match_need,
    print_code,
    reveal_contact,
    reveal_original,
    show_need_to,
    unmatch_need,
)
from .linking import link_need
from .pressing import change_number, nudge_need, nudged_today, was_nudged_today
from .same import forget_sharers, reveal_sharer, share_problem, unshare_problem
from .shared import FROM_CLOSED_TO_OPEN, asker_data, deputy_of_asker, tell_askers
from .submitting import (
    MAX_PHOTOS,
    correct_need,
    resubmit_need,
    submit_need,
    supplement_need,
    withdraw_need,
)
from .undoing import unlist_need, unmerge_need
from .verifying import escalate_need, list_need, merge_need, return_need, take_over_need

__all__ = [
    "FROM_CLOSED_TO_OPEN",
    "MAX_PHOTOS",
    "arrange_need",
    "asker_data",
    "carry_need",
    "carry_needs",
    "change_number",
    "confirm_need",
    "confirm_need_partly",
    "contact_made",
    "correct_need",
    "deputy_of_asker",
    "detach_need",
    "erase_asker",
    "escalate_need",
    "forget_sharers",
    "leave_open_need",
    "leave_unsolved",
    "link_need",
    "list_need",
    "match_need",
    "merge_need",
    "note_call",
    "note_lookup",
    "note_telling",
    "nudge_need",
    "nudged_today",
    "print_code",
    "reopen_need",
    "resubmit_need",
    "return_need",
    "reveal_contact",
    "reveal_original",
    "reveal_sharer",
    "share_problem",
    "show_need_to",
    "solve_need",
    "solve_need_partly",
    "start_need",
    "submit_for_caller",
    "submit_need",
    "supplement_need",
    "tackle_need",
    "take_over_need",
    "tell_askers",
    "tell_code",
    "unlist_need",
    "unmatch_need",
    "unmerge_need",
    "unserve_need",
    "unshare_problem",
    "was_nudged_today",
    "withdraw_need",
]
