"""Notices, how people want to be told, calls to make, and messages that leave us."""

from .calls import Call
from .choices import OptOut, Preference, WeChatConsent
from .deliveries import Delivery
from .notices import Notice
from .robots import GroupRobot
from .sentences import in_words

__all__ = [
    "Call", "Delivery", "GroupRobot", "Notice", "OptOut", "Preference", "WeChatConsent", "in_words",
]  # fmt: skip
