"""The acts on a need. Each holds the lock, the rule, the event and the notice of that one act.

Whether the person may act at all is decided by the gate before; see ``rules``.
"""

from .collecting import (
    MAX_PHOTOS,
    OPENNESS,
    contact_made,
    correct_need,
    escalate_need,
    list_need,
    match_need,
    merge_need,
    resubmit_need,
    return_need,
    reveal_contact,
    show_need_to,
    submit_need,
    take_over_need,
    unmatch_need,
    withdraw_need,
)
from .ending import (
    confirm_need,
    leave_unsolved,
    reopen_need,
    solve_need,
    start_need,
    tackle_need,
    unserve_need,
)

__all__ = [
    "MAX_PHOTOS",
    "OPENNESS",
    "confirm_need",
    "contact_made",
    "correct_need",
    "escalate_need",
    "leave_unsolved",
    "list_need",
    "match_need",
    "merge_need",
    "reopen_need",
    "resubmit_need",
    "return_need",
    "reveal_contact",
    "show_need_to",
    "solve_need",
    "start_need",
    "submit_need",
    "tackle_need",
    "take_over_need",
    "unmatch_need",
    "unserve_need",
    "withdraw_need",
]
