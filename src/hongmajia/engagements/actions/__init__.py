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

__all__ = [
    "Unsuitable",
    "accept",
    "bid",
    "call_for_bids",
    "cancel",
    "choose_bid",
    "claim_need",
    "decline",
    "end_all",
    "expire",
    "order_offer",
    "pair",
    "propose",
    "record_contact",
    "release",
    "remind",
    "reveal_contact",
    "settle",
    "withdraw_bid",
]
