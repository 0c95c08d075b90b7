"""The acts of the room: on rounds and their pairs, on common problems.

Whether the person may act at all is decided by the gate before; see ``rules``.
"""

from .problems import keep_problems
from .rounds import (
    allow_both_modes,
    ask_next,
    close_sending,
    fail_round,
    invite,
    invite_helper,
    keep_plan,
    lift_ruling,
    rerun_round,
    rule_pair,
    send_round,
    shelve_round,
    start_round,
    tell_unfinished,
)

__all__ = [
    "allow_both_modes",
    "ask_next",
    "close_sending",
    "fail_round",
    "invite",
    "invite_helper",
    "keep_plan",
    "keep_problems",
    "lift_ruling",
    "rerun_round",
    "rule_pair",
    "send_round",
    "shelve_round",
    "start_round",
    "tell_unfinished",
]
