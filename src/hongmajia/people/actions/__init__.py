"""The acts of this room: on artisans and teams, and on masters with their apprentices."""

from .apprenticeships import (
    assess_apprentice,
    change_apprenticeship,
    end_apprenticeship,
    finish_apprenticeship,
    pair_apprentice,
    sign_agreement,
)
from .helpers import (
    LONGEST_PAUSE,
    award_flag,
    change_helper,
    create_team,
    pause_helper,
    put_back_on_roll,
    register_artisan,
    resume_helper,
    reveal_phone,
    seat_member,
    set_consent,
    take_off_roll,
    unseat_member,
)

__all__ = [
    "LONGEST_PAUSE",
    "assess_apprentice",
    "award_flag",
    "change_apprenticeship",
    "change_helper",
    "create_team",
    "end_apprenticeship",
    "finish_apprenticeship",
    "pair_apprentice",
    "pause_helper",
    "put_back_on_roll",
    "register_artisan",
    "resume_helper",
    "reveal_phone",
    "seat_member",
    "set_consent",
    "sign_agreement",
    "take_off_roll",
    "unseat_member",
]
