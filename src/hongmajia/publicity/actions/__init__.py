"""Actions on news, on what is passed on of it, and on exemplary projects."""

from .news import (
    add_photo,
    change_news,
    delete_photo,
    note_consent,
    publish_news,
    withdraw_news,
    write_news,
)
from .passing import pass_up, refuse_passing, show_beside, stop_showing, take_over
from .projects import (
    add_step,
    change_project,
    choose_records,
    delete_step,
    note_project,
    register_project,
)

__all__ = [
    "add_photo", "add_step", "change_news", "change_project", "choose_records", "delete_photo",
    "delete_step", "note_consent", "note_project", "pass_up", "publish_news", "refuse_passing",
    "register_project", "show_beside", "stop_showing", "take_over", "withdraw_news", "write_news",
]  # fmt: skip
