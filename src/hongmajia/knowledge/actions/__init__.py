"""The actions of the knowledge room: kinds of problems, their answers, trials."""

from .answers import (
    accept_answer,
    agree_to_answer,
    ask_for_answer,
    ask_other_reviewer,
    decline_answer,
    hand_in_answer,
    publish_answer,
    send_back_answer,
    withdraw_answer,
    write_answer,
)
from .kinds import change_kind, confirm_kind, drop_kind, join_needs, take_out_need, take_up_kind
from .trials import say_trial, tell_of_trial

__all__ = [
    "accept_answer",
    "agree_to_answer",
    "ask_for_answer",
    "ask_other_reviewer",
    "change_kind",
    "confirm_kind",
    "decline_answer",
    "drop_kind",
    "hand_in_answer",
    "join_needs",
    "publish_answer",
    "say_trial",
    "send_back_answer",
    "take_out_need",
    "take_up_kind",
    "tell_of_trial",
    "withdraw_answer",
    "write_answer",
]
