"""Choices of the publicity room: states, levels and verbs of news and exemplary projects."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from hongmajia.core.marks import Colour, Mark, Marks


class NewsState(TextChoices):
    """Where a piece of news stands; the transitions are in ``states.py``."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")


NEWS_MARKS: Marks = {
    NewsState.DRAFT: Mark("pencil", Colour.GREY),
    NewsState.PUBLISHED: Mark("circle-check-filled", Colour.GREEN),
    NewsState.WITHDRAWN: Mark("circle-x", Colour.GREY),
}


class NewsVerb(TextChoices):
    """Verbs of the logged events on news; each label is the sentence that timelines show."""

    WRITTEN = "news.written", _("%(actor)s起草“%(title)s”")
    CHANGED = "news.changed", _("%(actor)s修改%(fields)s")
    PICTURED = "news.pictured", _("%(actor)s加了一张照片")
    UNPICTURED = "news.unpictured", _("%(actor)s删了一张照片")
    CONSENTED = "news.consented", _("%(actor)s记下照片上的人同意公开")
    PUBLISHED = "news.published", _("%(actor)s发布")
    WITHDRAWN = "news.withdrawn", _("%(actor)s撤下")
    PASSED_UP = "news.passed_up", _("%(actor)s报送%(union)s")
    TAKEN_OVER = "news.taken_over", _("%(union)s%(actor)s采用")
    NOT_TAKEN = "news.not_taken", _("%(union)s%(actor)s没有采用")
    SHOWN_BESIDE = "news.shown_beside", _("%(union)s%(actor)s转发")
    NOT_SHOWN = "news.not_shown", _("%(union)s%(actor)s不再转发")


class PassingState(TextChoices):
    """What the union above has answered to news that was sent up."""

    OPEN = "open", _("等答复")
    TAKEN = "taken", _("已采用")
    REFUSED = "refused", _("没有采用")


class ProjectLevel(IntegerChoices):
    """Level of the union that recognises an exemplary project."""

    PROVINCE = 1, _("省级")
    CITY = 2, _("市级")
    COUNTY = 3, _("县级")


class ProjectStatus(TextChoices):
    """How far an exemplary project is."""

    NURTURED = "nurtured", _("培育中")
    ACTIVE = "active", _("实施中")
    DONE = "done", _("已完成")


class ProjectVerb(TextChoices):
    """Verbs of the logged events on an exemplary project (示范项目)."""

    REGISTERED = "project.registered", _("%(actor)s登记示范项目“%(name)s”")
    CHANGED = "project.changed", _("%(actor)s修改示范项目：%(fields)s")
    NOTED = "project.noted", _("%(union)s%(actor)s留言")
    STEPPED = "project.stepped", _("%(actor)s写了一条进展")
    UNSTEPPED = "project.unstepped", _("%(actor)s删了一条进展")
    RECORDS = "project.records", _("%(actor)s调整了项目里的需求和活动")


class PlanVerb(TextChoices):
    """Verbs of the logged events on a row of the publicity plan."""

    ENTERED = "plan.entered", _("%(actor)s列入宣传计划“%(what)s”")
    CHANGED = "plan.changed", _("%(actor)s修改%(fields)s")
    DONE = "plan.done", _("%(actor)s办好“%(what)s”")
    UNDONE = "plan.undone", _("%(actor)s改回没有办好")
    DROPPED = "plan.dropped", _("%(actor)s从计划里删去“%(what)s”")
