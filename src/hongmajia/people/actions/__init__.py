"""Actions on artisans, teams and apprenticeships.

The caller has checked the right (``rules.py``) through the access gate before. Each action takes
the lock, checks the rules, writes the event and sends the notices.
"""

from .accounts import open_account
from .apprenticeships import (
    assess_apprentice,
    change_apprenticeship,
    end_apprenticeship,
    finish_apprenticeship,
    pair_apprentice,
    sign_agreement,
    unsign_agreement,
)
from .helpers import (
    LONGEST_PAUSE,
    change_helper,
    pause_helper,
    put_back_on_roll,
    register_artisan,
    resume_helper,
    reveal_number,
    reveal_phone,
    set_consent,
    take_off_roll,
)
from .recruits import note_recruit
from .safety import (
    insure,
    remind_of,
    remove_insurance,
    remove_licence,
    reveal_safety_number,
    save_licence,
)
from .teams import (
    award_flag,
    create_team,
    name_sender,
    remove_team_member,
    set_team_member,
    take_flag_back,
)
from .ties import end_tie, tie_firm

__all__ = [
    "LONGEST_PAUSE",
    "assess_apprentice",
    "award_flag",
    "change_apprenticeship",
    "change_helper",
    "create_team",
    "end_apprenticeship",
    "end_tie",
    "finish_apprenticeship",
    "insure",
    "name_sender",
    "note_recruit",
    "open_account",
    "pair_apprentice",
    "pause_helper",
    "put_back_on_roll",
    "register_artisan",
    "remind_of",
    "remove_insurance",
    "remove_licence",
    "remove_team_member",
    "resume_helper",
    "reveal_number",
    "reveal_phone",
    "reveal_safety_number",
    "save_licence",
    "set_consent",
    "set_team_member",
    "sign_agreement",
    "take_flag_back",
    "take_off_roll",
    "tie_firm",
    "unsign_agreement",
]
