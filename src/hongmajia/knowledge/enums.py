"""Choices of the knowledge room: states of an answer, verbs of the events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hongmajia.core.marks import Colour, Mark, Marks


class AnswerState(TextChoices):
    """Where a standard answer stands; the transitions are in ``states.py``."""

    ASKED = "asked", _("等执笔的师傅答应")
    WRITING = "writing", _("师傅在写")
    REVIEWING = "reviewing", _("等另一位师傅审")
    AGREED = "agreed", _("审过了，等发布")
    PUBLISHED = "published", _("已发布")
    REPLACED = "replaced", _("换了新版")
    DECLINED = "declined", _("师傅没有答应")
    WITHDRAWN = "withdrawn", _("已撤下")


UNDER_WAY = (
    AnswerState.ASKED, AnswerState.WRITING, AnswerState.REVIEWING, AnswerState.AGREED,
)  # fmt: skip
"""States in which somebody works on an answer; a kind of problem has one such answer at most."""
VERSIONS = (AnswerState.PUBLISHED, AnswerState.REPLACED)
"""States of what was published, which keeps its number."""

ANSWER_MARKS: Marks = {
    AnswerState.ASKED: Mark("hourglass", Colour.AMBER),
    AnswerState.WRITING: Mark("pencil", Colour.BLUE),
    AnswerState.REVIEWING: Mark("eye", Colour.AMBER),
    AnswerState.AGREED: Mark("check", Colour.AMBER),
    AnswerState.PUBLISHED: Mark("circle-check-filled", Colour.GREEN),
    AnswerState.REPLACED: Mark("arrows-right-left", Colour.GREY),
    AnswerState.DECLINED: Mark("x", Colour.GREY),
    AnswerState.WITHDRAWN: Mark("circle-x", Colour.GREY),
}


class KindVerb(TextChoices):
    """Verbs of the events on a kind of problem; each label is the sentence of a timeline."""

    CONFIRMED = "kind.confirmed", _("%(actor)s认定一类问题“%(title)s”，有%(n)s件需求")
    CHANGED = "kind.changed", _("%(actor)s修改%(fields)s")
    JOINED = "kind.joined", _("%(actor)s加进%(n)s件需求")
    LEFT = "kind.left", _("%(actor)s拿出需求“%(title)s”")
    DROPPED = "kind.dropped", _("%(actor)s撤下这一类问题")
    TAKEN_UP = "kind.taken_up", _("%(actor)s重新放出这一类问题")


class AnswerVerb(TextChoices):
    """Verbs of the events on a standard answer."""

    ASKED = "answer.asked", _("%(actor)s请%(writer)s写标准答案，请%(reviewer)s审")
    ACCEPTED = "answer.accepted", _("%(writer)s答应写标准答案")
    DECLINED = "answer.declined", _("%(writer)s没有答应写标准答案")
    WRITTEN = "answer.written", _("%(actor)s写了标准答案")
    HANDED_IN = "answer.handed_in", _("%(writer)s写好了，交给%(reviewer)s审")
    SENT_BACK = "answer.sent_back", _("%(actor)s退回标准答案修改")
    AGREED = "answer.agreed", _("%(reviewer)s审过了标准答案")
    REVIEWER = "answer.reviewer", _("%(actor)s改请%(reviewer)s审标准答案")
    PUBLISHED = "answer.published", _("%(actor)s发布标准答案第%(n)s版")
    REPLACED = "answer.replaced", _("标准答案第%(n)s版换成新版")
    WITHDRAWN = "answer.withdrawn", _("%(actor)s撤下标准答案")


class TrialVerb(TextChoices):
    """Verbs of the events on a trial (照着做): whether a way or an answer worked for others."""

    WORKED = "trial.worked", _("有一家照着做，管用")
    FAILED = "trial.failed", _("有一家照着做，不管用")
    TOLD = "trial.told", _("照着做的一家写了好了多少")
