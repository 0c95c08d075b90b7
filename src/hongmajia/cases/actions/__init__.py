"""Actions on cases and booklets. The caller checks permission through the access gate."""

from .booklets import (
    edit_booklet,
    fail_booklet,
    leave_out_case,
    make_booklet,
    order_chapters,
    recall_booklet,
    release_booklet,
    start_typesetting,
    store_booklet,
    take_back_case,
    update_chapters,
)
from .hearing import answer_case, ask_enterprise, record_silence
from .judging import (
    ask_for_all,
    ask_reviewers,
    give_review,
    reject_case,
    remove_reviewer,
    select_case,
)
from .nominating import next_up, nominate_case, return_case, set_quota
from .publishing import drop_case, open_notice, publish_notice
from .writing import (
    choose_pictures,
    discard_case,
    draft_case,
    note_changed_record,
    restore_version,
    resume_draft,
    rewrite_case,
)

__all__ = [
    "answer_case",
    "ask_enterprise",
    "ask_for_all",
    "ask_reviewers",
    "choose_pictures",
    "discard_case",
    "draft_case",
    "drop_case",
    "edit_booklet",
    "fail_booklet",
    "give_review",
    "leave_out_case",
    "make_booklet",
    "next_up",
    "nominate_case",
    "note_changed_record",
    "open_notice",
    "order_chapters",
    "publish_notice",
    "recall_booklet",
    "record_silence",
    "reject_case",
    "release_booklet",
    "remove_reviewer",
    "restore_version",
    "resume_draft",
    "return_case",
    "rewrite_case",
    "select_case",
    "set_quota",
    "start_typesetting",
    "store_booklet",
    "take_back_case",
    "update_chapters",
]
