"""The acts on an engagement: five roads into it, the answers, and the ways out.

Each locks the need first, so that whoever is faster wins and the other is told. Whether the
person may act at all is decided by the gate before; see ``rules``.
"""

from .answers import accept, cancel, decline, expire, release
from .bids import bid, call_for_bids, choose_bid, withdraw_bid
from .contact import record_contact, remind, reveal_contact
from .joining import end_all, settle
from .limits import Unsuitable
from .roads import claim_need, order_offer, pair, propose
from .serving import (
    confirm,
    confirm_in_vain,
    go_on_tackling,
    reopen,
    schedule,
    serve,
    serve_in_vain,
    unschedule,
    unserve,
)

__all__ = [
    "Unsuitable",
    "accept",
    "bid",
    "call_for_bids",
    "cancel",
    "choose_bid",
    "claim_need",
    "confirm",
    "confirm_in_vain",
    "decline",
    "end_all",
    "expire",
    "go_on_tackling",
    "order_offer",
    "pair",
    "propose",
    "record_contact",
    "release",
    "remind",
    "reopen",
    "reveal_contact",
    "schedule",
    "serve",
    "serve_in_vain",
    "settle",
    "unschedule",
    "unserve",
    "withdraw_bid",
]
