"""States of a circular (通知) and of its receipts, and the verbs of their events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class CircularState(TextChoices):
    """Where a circular stands at its sender; the transitions are in ``states.py``."""

    DRAFT = "draft", _("草稿")
    PENDING = "pending", pgettext_lazy("circular", "等签发")
    SENT = "sent", pgettext_lazy("circular", "已发出")
    WITHDRAWN = "withdrawn", pgettext_lazy("circular", "已收回")


class ReceiptState(TextChoices):
    """Where a circular stands at one of the unions that it was sent to."""

    UNREAD = "unread", _("没读")
    READ = "read", _("读了，没回")
    DONE = "done", _("已回")
    RELEASED = "released", _("不用回了")


UNSENT = (CircularState.DRAFT, CircularState.PENDING)
"""States in which only its own side sees it."""
OPEN = (ReceiptState.UNREAD, ReceiptState.READ)
"""States in which the union has still to read or to answer."""

CIRCULAR_MARKS: Marks = {
    CircularState.DRAFT: Mark("pencil", Colour.GREY),
    CircularState.PENDING: Mark("clock", Colour.AMBER),
    CircularState.SENT: Mark("send", Colour.BLUE),
    CircularState.WITHDRAWN: Mark("circle-x", Colour.GREY),
}
RECEIPT_MARKS: Marks = {
    ReceiptState.UNREAD: Mark("circle", Colour.AMBER),
    ReceiptState.READ: Mark("eye", Colour.BLUE),
    ReceiptState.DONE: Mark("check", Colour.GREEN),
    ReceiptState.RELEASED: Mark("minus", Colour.GREY),
}


class CircularVerb(TextChoices):
    """Verbs of the logged events; each label is the sentence that timelines show."""

    WRITTEN = "circular.written", _("%(actor)s起草通知“%(title)s”")
    CHANGED = "circular.changed", _("%(actor)s修改%(fields)s")
    HANDED_IN = "circular.handed_in", _("%(actor)s把通知送签发")
    TAKEN_BACK = "circular.taken_back", _("%(actor)s把通知拿回来改")
    SENT = "circular.sent", _("%(actor)s发出通知，发给%(n)s个工会")
    WITHDRAWN = "circular.withdrawn", _("%(actor)s收回通知")
    REMINDED = "circular.reminded", _("%(actor)s提醒%(n)s个还没回的工会")
    READ = "circular.read", _("%(union)s%(actor)s看了通知")
    ACKNOWLEDGED = "circular.acknowledged", _("%(union)s%(actor)s看了通知，不用回")
    SIGNED = "circular.signed", _("%(union)s%(actor)s签收了通知")
    ANSWERED = "circular.answered", _("%(union)s%(who)s回了通知")
    RELEASED = "circular.released", _("%(union)s不用回了")
