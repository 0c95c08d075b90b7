"""The actions on rounds, the pairs of their plans, and common problems.

Whether a person may act at all is checked before the action is called, by ``core.gate`` with the
predicates of ``rules``.
"""

from .computing import fail_round, rerun_round, save_plan, start_round
from .inviting import allow_both_modes, ask_next, invite_helper
from .learning import choose_weights, keep_lessons, try_lessons
from .problems import save_problems
from .ruling import lift_ruling, rule_pair
from .sending import close_sending, invite, notify_unfinished, send_round, shelve_round

__all__ = [
    "allow_both_modes",
    "ask_next",
    "choose_weights",
    "close_sending",
    "fail_round",
    "invite",
    "invite_helper",
    "keep_lessons",
    "lift_ruling",
    "notify_unfinished",
    "rerun_round",
    "rule_pair",
    "save_plan",
    "save_problems",
    "send_round",
    "shelve_round",
    "start_round",
    "try_lessons",
]
