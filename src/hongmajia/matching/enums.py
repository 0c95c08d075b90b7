"""Enumerations of rounds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class RoundState(TextChoices):
    """The states of a round; ``states`` holds the transitions."""

    COMPUTING = "computing", _("正在算")
    READY = "ready", _("等您看")
    SENDING = "sending", _("正在发出")
    SENT = "sent", _("已发出")
    FAILED = "failed", _("没算成")
    SHELVED = "shelved", _("搁置")


ROUND_MARKS: Marks = {
    RoundState.COMPUTING: Mark("hourglass", Colour.BLUE),
    RoundState.READY: Mark("eye", Colour.AMBER),
    RoundState.SENDING: Mark("send", Colour.BLUE),
    RoundState.SENT: Mark("circle-check", Colour.GREEN),
    RoundState.FAILED: Mark("alert-triangle", Colour.AMBER),
    RoundState.SHELVED: Mark("player-pause", Colour.GREY),
}


RULABLE = (RoundState.READY, RoundState.SHELVED)
"""States in which a person can still pin, ban, re-run and send."""


class Reach(TextChoices):
    """Which helpers a round may choose from."""

    EVERYONE = "everyone", _("全部在册师傅，近的优先")
    OWN = "own", _("只用本工会和下级工会的师傅")


class RulingKind(TextChoices):
    """What a person decided about a pair: it must be in the plan, or must not."""

    PIN = "pin", _("锁定")
    BAN = "ban", _("禁配")


class LessonKind(TextChoices):
    """How a pair of need and helper turned out right."""

    SOLVED = "solved", _("办成了")
    ACCEPTED = "accepted", _("接了单")
    PINNED = "pinned", _("工会定的人")


LESSON_WEIGHTS = {
    LessonKind.SOLVED: 1.0,
    LessonKind.ACCEPTED: 0.5,
    LessonKind.PINNED: 0.5,
}
"""How sure a lesson is: a result is surer than an answer."""


class Change(TextChoices):
    """How a row of the plan differs from the round before."""

    SAME = "same", _("没变")
    SWAPPED = "swapped", _("换人")
    NEW = "new", _("新安排")


class RoundVerb(TextChoices):
    """Verbs of the events of a round; the labels are the sentences of its log."""

    STARTED = "round.started", _("%(actor)s开始一轮对接")
    COMPUTED = "round.computed", _("方案算好了")
    FAILED = "round.failed", _("方案没算成")
    SENDING = "round.sending", _("%(actor)s发出方案")
    SENT = "round.sent", pgettext_lazy("log", "发出%(n)s份邀请")
    SHELVED = "round.shelved", _("%(actor)s搁置了方案")
    PINNED = "round.pinned", _("%(actor)s锁定%(helper)s")
    BANNED = "round.banned", _("%(actor)s禁配%(helper)s")
    FREED = "round.freed", _("%(actor)s取消了对%(helper)s的调整")
