"""The actions on a meeting for many: calling it, attaching and detaching needs."""

from .changing import attach_need, detach, dissolve, tell_listeners
from .planning import call_meeting

__all__ = ["attach_need", "call_meeting", "detach", "dissolve", "tell_listeners"]
