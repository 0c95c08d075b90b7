"""The acts on cases and booklets; the gate before has said who may."""

from .booklets import (
    edit_booklet,
    fail_booklet,
    keep_booklet,
    make_booklet,
    order_chapters,
    recall_booklet,
    release_booklet,
    start_setting,
    take_chapters,
)
from .judging import (
    ask_for_all,
    ask_reviewers,
    free_reviewer,
    give_review,
    pass_over,
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
    rewrite_case,
    take_up_again,
)

__all__ = [
    "ask_for_all",
    "ask_reviewers",
    "choose_pictures",
    "discard_case",
    "draft_case",
    "drop_case",
    "edit_booklet",
    "fail_booklet",
    "free_reviewer",
    "give_review",
    "keep_booklet",
    "make_booklet",
    "next_up",
    "nominate_case",
    "note_changed_record",
    "open_notice",
    "order_chapters",
    "pass_over",
    "publish_notice",
    "recall_booklet",
    "release_booklet",
    "restore_version",
    "return_case",
    "rewrite_case",
    "select_case",
    "set_quota",
    "start_setting",
    "take_chapters",
    "take_up_again",
]
