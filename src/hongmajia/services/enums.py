"""Choices of the services room: kinds, states and results of activities; verbs of its events."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class ActivityKind(TextChoices):
    """Kinds under which the federation counts activities (docs/domain.md, “Activities”)."""

    TACKLING = "tackling", _("技术攻关")
    ASSISTANCE = "assistance", _("协作帮扶")
    INSPECTION = "inspection", _("巡查会诊")
    PUBLIC_GOOD = "public_good", _("社会公益")


class ActivityForm(TextChoices):
    """What takes place at an activity (docs/domain.md, “Activities”)."""

    GUIDANCE = "guidance", _("技术指导")
    LECTURE = "lecture", _("讲座")
    EXCHANGE = "exchange", _("技术交流会")
    CLINIC = "clinic", _("义诊、便民")
    TRAINING = "training", _("培训")
    CEREMONY = "ceremony", _("授旗、结对仪式")


class VenueKind(TextChoices):
    """The kinds of places to which model workers go (进园区、进企业、进车间……)."""

    PARK = "park", _("园区")
    FIRM = "firm", pgettext_lazy("venue", "企业")
    WORKSHOP = "workshop", _("车间")
    COMMUNITY = "community", _("社区")
    SCHOOL = "school", _("学校")
    VILLAGE = "village", pgettext_lazy("venue", "村")
    SQUARE = "square", _("广场")


class Attendee(TextChoices):
    """Groups of people who come to an activity, in the order in which they are reported."""

    LEADER = "leader", _("领导")
    DELEGATE = "delegate", _("代表")
    MODEL = "model", _("劳模工匠")
    MEMBER = "member", _("服务队队员")
    APPRENTICE = "apprentice", _("徒弟")
    CADRE = "cadre", _("工会干部")
    WORKER = "worker", _("企业职工")
    SCHOOL = "school", _("学校师生")
    PUBLIC = "public", _("群众")


class ActivityState(TextChoices):
    """Where an activity stands; the transitions are in ``states.py``."""

    PLANNED = "planned", _("已安排")
    HELD = "held", _("已办")
    CALLED_OFF = "called_off", _("已取消")


ACTIVITY_MARKS: Marks = {
    ActivityState.PLANNED: Mark("calendar", Colour.BLUE),
    ActivityState.HELD: Mark("circle-check", Colour.GREEN),
    ActivityState.CALLED_OFF: Mark("circle-x", Colour.GREY),
}


class Result(TextChoices):
    """The outcome of a service as the helper records it."""

    SOLVED = "solved", _("解决了")
    PARTLY = "partly", _("部分解决")
    TACKLING = "tackling", _("转长期攻关")
    UNSOLVED = "unsolved", _("没解决")


class Adoption(TextChoices):
    """Whether the enterprise adopted a suggestion for improvement (合理化建议)."""

    ADOPTED = "adopted", _("企业当场采纳")
    CONSIDERED = "considered", _("企业考虑中")
    DECLINED = "declined", _("企业没采纳")


class Outcome(TextChoices):
    """The outcome of a service as the enterprise confirms it."""

    SOLVED = "solved", pgettext_lazy("outcome", "解决了")
    PARTLY = "partly", _("部分解决")
    UNSOLVED = "unsolved", pgettext_lazy("outcome", "没有")


class Satisfaction(IntegerChoices):
    """How satisfied the enterprise is, from 1 (worst) to 4."""

    BAD = 1, _("不满意")
    FAIR = 2, pgettext_lazy("satisfaction", "一般")
    GOOD = 3, _("满意")
    VERY_GOOD = 4, _("很满意")


PLEASED = (Satisfaction.GOOD, Satisfaction.VERY_GOOD)
"""Answers that are counted as satisfied (docs/indicators.md)."""


class Lasting(TextChoices):
    """Whether the solution still works, as found by a call-back."""

    HOLDS = "holds", _("还管用")
    RELAPSED = "relapsed", _("问题又出现了")
    UNREACHED = "unreached", _("没联系上")


CALL_BACK_DAYS = (30, 90)
"""Calendar days from confirmation to each call-back (docs/domain.md, “Life of a need”)."""


class ObjectionState(TextChoices):
    """What became of an objection to a record."""

    OPEN = "open", _("等工会答复")
    CORRECTED = "corrected", _("已更正")
    REFUSED = "refused", _("维持原记录")


DAYS_KNOWN = 7
"""Calendar days for which a record is made known before it stands on a certificate."""

DAYS_TO_ANSWER_OBJECTION = 5
"""Working days within which the union answers an objection."""


class ServiceVerb(TextChoices):
    """Verbs of the logged events on activities and records.

    Each label is the sentence that a timeline shows for the event.
    """

    PLANNED = "activity.planned", _("%(actor)s安排%(title)s")
    MOVED = "activity.moved", _("%(actor)s改时间到%(when)s")
    CHANGED = "activity.changed", _("%(actor)s修改%(fields)s")
    CALLED_OFF = "activity.called_off", _("%(actor)s取消这次活动")
    DOUBLED = "activity.doubled", _("%(actor)s知道%(helper)s那时另有安排，仍定在这个时间")
    UNINSURED = "activity.uninsured", _(
        "%(actor)s知道%(helper)s那天没有保险，现场有危险作业，仍定在这个时间"
    )  # fmt: skip
    MEASURES_WRITTEN = "engagement.measures", _("%(actor)s写定安全措施")
    DATE_WISHED = "visit.wished", _("%(actor)s想约%(wish)s")
    DATE_REFUSED = "visit.refused", _("%(actor)s说%(when)s不行")
    DATE_REFUSED_FOR = "visit.refused_for", _("%(actor)s说%(when)s不行，想改到%(wish)s")
    HELD = "activity.held", _("%(actor)s写好服务记录")
    CORRECTED = "record.corrected", _("%(actor)s更正服务记录：%(fields)s")
    WITHDRAWN = "record.withdrawn", _("%(actor)s撤回服务记录")
    ADOPTION = "suggestion.adoption", _("%(actor)s更新建议“%(text)s”：%(adoption)s")
    MILESTONE_SET = "milestone.set", _("%(actor)s定下攻关节点“%(title)s”")
    MILESTONE_DONE = "milestone.done", _("%(actor)s完成攻关节点“%(title)s”")
    CONFIRMATION_CORRECTED = "confirmation.corrected", _("%(actor)s更正确认内容：%(fields)s")
    WAY_CLOSED = "confirmation.way_closed", _("企业收回同意，不再给别人看怎么办的")
    CALLED_BACK = "call_back.done", _("%(actor)s%(days)s天回访：%(lasting)s")
    FIRMS_NAMED = "activity.firms", _("%(actor)s写明走访了%(n)s家企业")
    FEEDBACK_GIVEN = "sign_up.feedback", _("%(actor)s对这次活动说了一句")
    MOVED_UP = "sign_up.moved_up", _("有人退出，候补的%(n)s人补上了")
    SIGN_UP_REVEALED = "sign_up.revealed", _("%(actor)s查看了一位报名人的电话")
    SIGN_UPS_TAKEN_UP = "sign_ups.taken_up", _(
        "%(actor)s登记了%(enterprise)s，%(n)s份报名记到它名下"
    )  # fmt: skip
    OBJECTED = "record.objected", _("%(actor)s对“%(title)s”的记录提出异议")
    OBJECTION_ANSWERED = "record.objection_answered", _("%(actor)s答复异议：%(answer)s")
    CERTIFIED = "certificate.issued", _("%(actor)s给%(helper)s发志愿服务证书%(number)s")
