"""Choices of the cases room: states, criteria and verbs of cases and booklets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class CaseState(TextChoices):
    """Where a case stands; the transitions are in ``states.py``."""

    DRAFT = "draft", pgettext_lazy("case", "起草中")
    NOMINATED = "nominated", _("评选中")
    SELECTED = "selected", _("已入选")
    ON_NOTICE = "on_notice", _("公示中")
    PUBLISHED = "published", _("已发布")
    NOT_SELECTED = "passed", _("未入选")
    DISCARDED = "discarded", _("已放弃")


CASE_MARKS: Marks = {
    CaseState.DRAFT: Mark("pencil", Colour.GREY),
    CaseState.NOMINATED: Mark("eye", Colour.BLUE),
    CaseState.SELECTED: Mark("circle-check", Colour.GREEN),
    CaseState.ON_NOTICE: Mark("clock-hour-4", Colour.AMBER),
    CaseState.PUBLISHED: Mark("circle-check-filled", Colour.GREEN),
    CaseState.NOT_SELECTED: Mark("circle-x", Colour.GREY),
    CaseState.DISCARDED: Mark("circle-x", Colour.GREY),
}


S = CaseState
FOR_ALL = (S.ON_NOTICE, S.PUBLISHED)
"""States in which everybody may read a case, as long as the enterprise consents."""

CHOSEN = (S.SELECTED, S.ON_NOTICE, S.PUBLISHED)
"""States of the cases that go into the book."""

CURRENT = (S.DRAFT, S.NOMINATED, S.SELECTED, S.ON_NOTICE, S.PUBLISHED)
"""States of a case that is, or may become, public: the enterprise is asked and may answer."""

WRITABLE = (S.DRAFT, S.NOMINATED, S.SELECTED)
"""States in which a case may be edited; from the public notice on it may not."""


class Standing(TextChoices):
    """What the enterprise says about the present content of its case."""

    NOT_ASKED = "unasked", _("还没请企业看")
    ASKED = "asked", _("等企业答复")
    AGREED = "agreed", _("企业同意公开")
    OBJECTED = "objected", _("企业不同意")
    ASKED_AGAIN = "reasked", _("改过了，等企业再看")
    """Asked about a changed text after an objection, which stands until the enterprise agrees."""
    SILENT = "silent", _("企业没有答复")


AGAINST = (Standing.OBJECTED, Standing.ASKED_AGAIN)
"""The enterprise has objected and not agreed since."""

AWAITED = (Standing.ASKED, Standing.ASKED_AGAIN)
"""The enterprise has been asked and has not answered."""

ANSWER_DAYS = 5
"""Working days the enterprise has to answer; after that its silence is recorded."""


class Reply(TextChoices):
    """What an enterprise can answer when it has read its case."""

    NAMED = "named", _("同意公开，写明企业名")
    MASKED = "masked", _("同意公开，隐去企业名")
    OBJECTED = "objected", _("不同意这样写")


class CaseVerb(TextChoices):
    """Verbs of the logged events on a case; each label is the sentence that timelines show."""

    DRAFTED = "case.drafted", _("%(actor)s按服务记录起草案例")
    REWRITTEN = "case.rewritten", _("%(actor)s修改%(fields)s")
    RESTORED = "case.restored", _("%(actor)s恢复到%(when)s的文字")
    PICTURED = "case.pictured", _("%(actor)s选了%(n)s张照片")
    DISCARDED = "case.discarded", _("%(actor)s放弃这个案例")
    NOMINATED = "case.nominated", _("%(actor)s推荐到%(union)s")
    RETURNED = "case.returned", _("%(actor)s退回%(union)s修改")
    SELECTED = "case.selected", _("%(actor)s选定入选")
    NOT_SELECTED = "case.passed", _("%(actor)s：这次没有入选")
    USED = "case.used", _("一家企业说用上了")
    NOTICED = "case.noticed", _("%(actor)s公示到%(until)s")
    DROPPED = "case.dropped", _("%(actor)s撤下")
    PUBLISHED = "case.published", _("%(actor)s发布")
    ENTERPRISE_ASKED = "case.enterprise_asked", _("%(actor)s请企业看稿，%(until)s前答复")
    ENTERPRISE_ANSWERED = "case.enterprise_answered", _("%(actor)s代表企业答复：%(reply)s")
    ENTERPRISE_SILENT = "case.enterprise_silent", _("企业%(days)s个工作日没有答复")
    RECORD_CHANGED = "case.record_changed", _("服务记录或企业确认有改动，请核对案例")
    REVIEWER_ASKED = "case.reviewer_asked", _("%(actor)s请%(reviewer)s评审")
    REVIEWER_FREED = "case.reviewer_freed", _("%(actor)s不再请%(reviewer)s评审")
    REVIEWED = "case.reviewed", _("%(actor)s评审完")
    QUOTA_SET = "case.quota_set", _("%(actor)s给%(union)s定推荐名额%(amount)s个")


class Criterion(TextChoices):
    """The criteria of a review, each scored from 0 to 25."""

    PROBLEM = "problem", _("问题真实具体")
    PRACTICE = "practice", _("做法管用，别人学得会")
    RESULT = "result", _("成效有数据、企业认可")
    WRITING = "writing", _("写得清楚、实在")


HIGHEST = 25
"""Highest score for one criterion; the four sum to 100."""

WIDE_SPREAD = 20
"""Points between highest and lowest review from which reviewers count as divided."""

REVIEWERS = 3
"""Default number of reviewers for each case."""


class Grouping(TextChoices):
    """By what the cases of a book are grouped into parts."""

    CATEGORY = "category", _("按问题类别分篇")
    REGION = "region", _("按地区分篇")


class BookletState(TextChoices):
    """Where a booklet stands; the transitions are in ``states.py``."""

    DRAFT = "draft", pgettext_lazy("booklet", "编辑中")
    TYPESETTING = "setting", _("正在排版")
    READY = "ready", _("已排好")
    FAILED = "failed", _("没排成")


BOOKLET_MARKS: Marks = {
    BookletState.DRAFT: Mark("pencil", Colour.GREY),
    BookletState.TYPESETTING: Mark("hourglass", Colour.BLUE),
    BookletState.READY: Mark("eye", Colour.AMBER),
    BookletState.FAILED: Mark("alert-triangle", Colour.AMBER),
}


class BookletVerb(TextChoices):
    """Verbs of the logged events on a booklet."""

    MADE = "booklet.made", _("%(actor)s开始编一本案例汇编")
    EDITED = "booklet.edited", _("%(actor)s修改%(fields)s")
    ORDERED = "booklet.ordered", _("%(actor)s调整案例次序")
    LEFT_OUT = "booklet.left_out", _("%(actor)s这次不收“%(title)s”")
    TAKEN_BACK = "booklet.taken_back", _("%(actor)s重新收进“%(title)s”")
    TYPESETTING = "booklet.setting", _("%(actor)s开始排版")
    TYPESET = "booklet.set", _("排好了，共%(pages)s页")
    FAILED = "booklet.failed", _("没排成")
    RELEASED = "booklet.released", _("%(actor)s公开这本汇编")
    RECALLED = "booklet.recalled", _("%(actor)s收回这本汇编")
    HANDED_OUT = "booklet.handed_out", _("%(union)s%(actor)s记下发出%(n)s本")
    NOT_HANDED_OUT = "booklet.not_handed_out", _("%(union)s%(actor)s删去发出%(n)s本的记录")


class Reading(TextChoices):
    """What is counted by the day, once for each device."""

    OPENED = "opened", _("打开")
    DOWNLOADED = "downloaded", _("下载")
