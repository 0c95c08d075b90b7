"""Choices of the events room: roles of units, kinds of agenda items, and verbs of its events."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitRole(TextChoices):
    """What a unit does for an event, in the order in which invitations print it."""

    GUIDES = "guides", _("指导")
    HOLDS = "holds", _("主办")
    CARRIES = "carries", _("承办")
    ASSISTS = "assists", _("协办")


class AgendaKind(TextChoices):
    """What takes place at one point of the agenda."""

    ARRIVAL = "arrival", _("签到")
    SPEECH = "speech", _("致辞")
    STATEMENT = "statement", _("表态发言")
    OPENING = "opening", _("宣布启动")
    FLAGS = "flags", _("授旗")
    PAIRS = "pairs", _("结对拜师")
    TALK = "talk", _("宣讲")
    LECTURE = "lecture", _("讲座")
    GUIDANCE = "guidance", _("现场指导")
    SEMINAR = "seminar", _("座谈")
    CLINIC = "clinic", _("义诊")
    OTHER = "other", pgettext_lazy("agenda", "其他")


class Usefulness(IntegerChoices):
    """The four answers of the feedback by QR code, the best first."""

    VERY = 4, _("很有用")
    SOME = 3, _("有点用")
    FAIR = 2, pgettext_lazy("usefulness", "一般")
    NONE = 1, _("没用")


class EventVerb(TextChoices):
    """Verbs of the logged events; each label is the sentence that a timeline shows."""

    UNITS_NAMED = "event.units", _("%(actor)s写明谁来办")
    AGENDA_SET = "event.agenda", _("%(actor)s排好议程，%(n)s项")
    GUESTS_NAMED = "event.guests", _("%(actor)s写好嘉宾名单，%(n)s人")
    STOPS_SET = "event.stops", _("%(actor)s排好走访，%(n)s家企业")
    STOP_ARRANGED = "event.stop_arranged", _("%(actor)s把%(firm)s这一站定成一次走访")
    CEREMONY_PLANNED = "event.ceremony_planned", _(
        "%(actor)s安排仪式：授旗%(flags)s面，结对%(pairs)s对"
    )  # fmt: skip
    CEREMONY_HELD = "event.ceremony_held", _(
        "%(actor)s记下%(on)s的仪式：授旗%(flags)s面，结对%(pairs)s对"
    )  # fmt: skip
    CEREMONY_UNDONE = "event.ceremony_undone", _("%(actor)s撤回这次仪式")
    INVITED = "event.invited", _("%(actor)s邀请%(firms)s家企业，通知%(people)s位联系人")
    WORKERS_INVITED = "event.workers_invited", _("%(actor)s邀请%(people)s位职工和徒弟")
    HEADS_COUNTED = "event.heads", _("%(actor)s写下没有扫码的人数，一共%(n)s人")
    QUESTION_NOTED = "event.question", _("%(actor)s记下现场的问题“%(text)s”")
    QUESTION_ANSWERED = "event.answer", _("%(actor)s写下问题“%(text)s”的回答")
    QUESTION_DELETED = "event.question_deleted", _("%(actor)s删去一个问题")
    PICTURED = "event.pictured", _("%(actor)s加了一张照片")
    PHOTO_CONSENTED = "event.photo_consented", _("%(actor)s记下照片上的人同意公开")
    UNPICTURED = "event.unpictured", _("%(actor)s删掉一张照片")
    EVALUATED = "event.evaluated", _("%(union)s评估这场活动：%(marks)s分")


class CriterionVerb(TextChoices):
    """Verbs of events on the criteria of a season."""

    SET = "criteria.set", _("%(actor)s定下活动评估的%(n)s条标准")
