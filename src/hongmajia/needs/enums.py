"""Enumerations of a need: state, category, visibility, urgency, channel, verbs."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class NeedState(TextChoices):
    """The states of a need; ``states`` holds the transitions."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待核实")
    RETURNED = "returned", _("已退回")
    LISTED = "listed", _("待对接")
    ESCALATED = "escalated", _("已提请协调")
    MATCHED = "matched", _("已对接")
    IN_SERVICE = "in_service", _("服务中")
    TACKLING = "tackling", _("攻关中")
    SOLVED = "solved", _("已解决")
    CONFIRMED = "confirmed", _("企业已确认")
    UNSOLVED = "unsolved", _("未解决")
    REOPENED = "reopened", _("重新打开")
    MERGED = "merged", _("已并入")
    WITHDRAWN = "withdrawn", _("已撤回")


NEED_MARKS: Marks = {
    NeedState.DRAFT: Mark("pencil", Colour.GREY),
    NeedState.SUBMITTED: Mark("clock-hour-4", Colour.AMBER),
    NeedState.RETURNED: Mark("arrow-back-up", Colour.AMBER),
    NeedState.LISTED: Mark("circle", Colour.INK),
    NeedState.ESCALATED: Mark("arrow-up", Colour.AMBER),
    NeedState.MATCHED: Mark("arrows-right-left", Colour.BLUE),
    NeedState.IN_SERVICE: Mark("circle-half-2", Colour.BLUE),
    NeedState.TACKLING: Mark("hammer", Colour.BLUE),
    NeedState.SOLVED: Mark("circle-check", Colour.GREEN),
    NeedState.CONFIRMED: Mark("circle-check-filled", Colour.GREEN),
    NeedState.UNSOLVED: Mark("circle-x", Colour.GREY),
    NeedState.REOPENED: Mark("refresh", Colour.AMBER),
    NeedState.MERGED: Mark("arrows-join", Colour.GREY),
    NeedState.WITHDRAWN: Mark("circle-x", Colour.GREY),
}


S = NeedState
ON_LIST = (S.LISTED, S.MATCHED, S.IN_SERVICE, S.TACKLING, S.SOLVED, S.CONFIRMED, S.REOPENED)
"""States of a need that stands on the 企业问题清单."""

SEEKING = (S.LISTED, S.ESCALATED, S.REOPENED)
"""States in which a helper is looked for."""

AT_WORK = (S.MATCHED, S.IN_SERVICE, S.TACKLING)
"""States in which a helper has agreed and not yet reported how it ended."""

WORKED_ON = (*AT_WORK, S.SOLVED)
"""States in which a helper has agreed and the enterprise has not yet said how it ended."""

OVER = (S.SOLVED, S.CONFIRMED, S.UNSOLVED, S.MERGED, S.WITHDRAWN)
"""States in which nothing is to be done, unless the need is reopened."""

WITH_UNION = (S.SUBMITTED, *SEEKING)
"""States in which a union has the next step."""

NUDGEABLE = (*WITH_UNION, *AT_WORK)
"""States in which the asker waits for a union or for a helper."""

UNVERIFIED = (S.DRAFT, S.SUBMITTED, S.RETURNED)
"""States in which a union has yet to verify the need; nothing is fixed with its enterprise."""

CARRIED_ON = (S.SUBMITTED, S.RETURNED, S.LISTED, S.ESCALATED)
"""States of an open need that no helper has served or taken on: a later season may work on it."""

TO_VERIFY = (S.SUBMITTED, S.ESCALATED)
"""States in which the union that holds the need has to verify it."""

DAYS_TO_COMPLETE = 5
"""Working days within which the asker is to complete a returned need."""

NO_MERGE_TARGET = (S.DRAFT, S.RETURNED, S.MERGED, S.WITHDRAWN)
"""States of a need into which no other can be merged, because nobody works on it."""


class Category(IntegerChoices):
    """The six official categories of needs, and life services."""

    CRAFT = 1, _("生产工艺、产品设计、质量提升等创新发展")
    GREEN = 2, _("节能减排、节支降耗等绿色生产")
    EQUIPMENT = 3, _("生产设备改造、设施维护改进")
    MANAGEMENT = 4, _("日常经营管理")
    SKILL = 5, _("职工技能技术、岗位创新、职业发展")
    WELFARE = 6, _("职工职业安全、身心健康、教育培训等职业保障")
    LIFE = 7, _("生活服务")

    @property
    def short(self) -> str:
        """The short label for lists and filters."""
        return str(SHORT_CATEGORIES[self])


SHORT_CATEGORIES = {
    Category.CRAFT: _("工艺、设计、质量"),
    Category.GREEN: _("节能降耗"),
    Category.EQUIPMENT: _("设备改造、维护"),
    Category.MANAGEMENT: _("经营管理"),
    Category.SKILL: _("技能、岗位创新"),
    Category.WELFARE: _("安全、健康、培训"),
    Category.LIFE: _("生活服务"),
}


class Visibility(TextChoices):
    """Who can see a need once it is listed."""

    OPEN = "open", _("公开，写明企业名")
    MASKED = "masked", _("公开，隐去企业名")
    UNIONS = "unions", _("只给工会和来帮忙的师傅看")


PUBLIC = (Visibility.OPEN, Visibility.MASKED)
"""Visibilities with which a listed need is on the public list."""


class Urgency(TextChoices):
    """How urgent the asker says the need is."""

    NORMAL = "normal", _("一般")
    SOON = "soon", _("比较急")
    URGENT = "urgent", _("停产了，很急")


class Channel(TextChoices):
    """How a need was entered."""

    WEB = "web", _("自己填报")
    LIAISON = "liaison", _("联络员代填")
    IMPORT = "import", _("表格导入")
    API = "api", _("其他系统")
    ORDER = "order", _("点单")


class NeedVerb(TextChoices):
    """Verbs of the events of a need; the labels are the sentences of its timeline."""

    SUBMITTED = "need.submitted", _("%(actor)s提出需求")
    IMPORTED = "need.imported", _("由%(actor)s导入")
    RESUBMITTED = "need.resubmitted", _("%(actor)s补充后重新提交")
    RETURNED = "need.returned", _("%(actor)s退回，请补充")
    LISTED = "need.listed", _("%(actor)s核实，列入企业问题清单")
    LINKED = "need.linked", _("%(actor)s核对，是%(enterprise)s提的")
    PARTED_FROM_FIRM = "need.parted_from_firm", _("%(actor)s更正，不是%(enterprise)s提的")
    CORRECTED = "need.corrected", _("%(actor)s修改了内容")
    SUPPLEMENTED = "need.supplemented", _("%(actor)s补充了%(fields)s")
    NUDGED = "need.nudged", _("%(actor)s催了一次")
    SAME = "need.same", _("又有一家说也有同样的问题")
    LOOKED_UP = "need.looked_up", pgettext_lazy("log", "%(actor)s接电话时查了这一件")
    CODE_TOLD = "need.code_told", pgettext_lazy("log", "%(actor)s核对手机号后报了追踪码")
    TOLD_BEFORE = "need.told_before", _("%(actor)s写明：%(day)s已经说过这件事")
    CALLER_SAID = "need.caller_said", _("%(actor)s接到来电，记了一笔")
    ESCALATED = "need.escalated", _("%(actor)s提请%(union)s协调")
    TAKEN_OVER = "need.taken_over", _("%(actor)s接手，继续对接")
    MERGED = "need.merged", _("%(actor)s并入同一问题%(number)s")
    TOOK_IN = "need.took_in", _("%(actor)s把%(number)s并进来，同一问题一起办")
    UNMERGED = "need.unmerged", _("%(actor)s把它和%(number)s分开，重新核实")
    PARTED = "need.parted", _("%(actor)s把%(number)s分了出去，另外核实")
    UNLISTED = "need.unlisted", _("%(actor)s撤下清单，重新核实")
    WITHDRAWN = "need.withdrawn", _("%(actor)s撤回需求")
    MATCHED = "need.matched", _("已对接%(helper)s")
    UNMATCHED = "need.unmatched", _("%(helper)s不能来了，重新找人")
    DETACHED = "need.detached", _("不放在%(helper)s的交流会上解答了，重新找人")
    ARRANGED = "need.arranged", _("和%(helper)s约好了时间，准备服务")
    STARTED = "need.started", _("%(helper)s开始服务")
    TACKLED = "need.tackled", _("转为攻关，按节点推进")
    SOLVED = "need.solved", _("%(helper)s服务完，问题解决，等企业确认")
    PARTLY_SOLVED = "need.partly_solved", _("%(helper)s服务完，解决了一部分，等企业确认")
    CONFIRMED = "need.confirmed", _("%(actor)s确认解决")
    PARTLY_CONFIRMED = "need.partly_confirmed", _("%(actor)s确认解决了一部分")
    UNSOLVED = "need.unsolved", _("这次没能解决")
    REOPENED = "need.reopened", _("%(actor)s重新打开：问题又出现了")
    STILL_OPEN = "need.still_open", _("%(actor)s说还没解决，重新找师傅")
    UNSERVED = "need.unserved", _("撤回了服务记录，重新服务")
    CALLED = "need.called", _("%(actor)s张榜，%(until)s前可以揭榜")
    UNANSWERED = "need.unanswered", _("退回后一直没有补充，等%(holder)s联系提出人")
    OVERDUE = "need.overdue", _("%(holder)s超过时限还没办，上级工会也能看到")
    CARRIED = "need.carried", _("%(actor)s把它从%(before)s年转到%(year)s年接着办，时限重新算")
    CODE_PRINTED = "need.code_printed", _("%(actor)s打印了追踪码")
    REVEALED = "need.revealed", pgettext_lazy("log", "%(actor)s查看了联系电话")
    READ = "need.read", pgettext_lazy("log", "%(actor)s查看了原文")
