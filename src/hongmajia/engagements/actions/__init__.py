"""The actions on an engagement: opening it, answering, serving, and ending it.

Each action locks the need first: of two people who act at the same moment one succeeds and the
other gets ``TooLate`` or ``WrongState``. Whether a person may act at all is checked before the
action is called, by ``core.gate`` with the predicates of ``rules``.
"""

from .answers import accept, cancel, decline, expire, release
from .bids import bid, call_for_bids, choose_bid, withdraw_bid
from .contact import record_contact, remind, reveal_contact, urge
from .lifecycle import cancel_all_pending, end_engagements, match_if_full
from .limits import Unsuitable, refuse_while_agreed
from .meeting import join_meeting, leave_meeting
from .opening import claim_need, order_offer, pair, propose
from .pressing import press_helpers, tell_helpers_of_supplement
from .serving import (
    DAYS_TO_RECORD,
    confirm,
    confirm_partly,
    confirm_unsolved,
    continue_tackling,
    reopen,
    schedule,
    serve,
    serve_partly,
    serve_unsolved,
    unschedule,
    unserve,
)

__all__ = [
    "DAYS_TO_RECORD",
    "Unsuitable",
    "accept",
    "bid",
    "call_for_bids",
    "cancel",
    "cancel_all_pending",
    "choose_bid",
    "claim_need",
    "confirm",
    "confirm_partly",
    "confirm_unsolved",
    "continue_tackling",
    "decline",
    "end_engagements",
    "expire",
    "join_meeting",
    "leave_meeting",
    "match_if_full",
    "order_offer",
    "pair",
    "press_helpers",
    "propose",
    "record_contact",
    "refuse_while_agreed",
    "release",
    "remind",
    "reopen",
    "reveal_contact",
    "schedule",
    "serve",
    "serve_partly",
    "serve_unsolved",
    "tell_helpers_of_supplement",
    "unschedule",
    "unserve",
    "urge",
    "withdraw_bid",
]
