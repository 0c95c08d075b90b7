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
