"""Choices of the tables room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BlankKind(TextChoices):
    """The formats of blank tables."""

    XLSX = "xlsx", _("Excel")
    DOCX = "docx", _("Word")


class Period(TextChoices):
    """Of which time a number is, as seen from the year that is chosen when a table is filled."""

    YEAR = "year", _("当年")
    DAYS = "days", _("报告期（填表时选起止日期）")
    BEFORE = "before", _("上一年")
    ALL = "all", _("历年合计")


class Words(TextChoices):
    """What a cell can hold besides an indicator."""

    UNION = "union", _("填报单位")
    YEAR = "year", _("年度")
    PERIOD = "period", _("报告期")
    DAY = "day", _("填报日期")
    BY = "by", _("填报人")


class FillState(TextChoices):
    """Progress of filling a table."""

    FILLING = "filling", _("正在填")
    DONE = "done", _("填好了")
    FAILED = "failed", _("没有填成")


class TableVerb(TextChoices):
    """Verbs of the logged events."""

    ADDED = "table.added", _("%(actor)s上传上级的表《%(name)s》")
    MAPPED = "table.mapped", _("%(actor)s改了《%(name)s》里%(n)s格填什么")
    GIVEN_UP = "table.given_up", _("%(actor)s停用《%(name)s》")
    FILLED = "table.filled", _("%(actor)s填《%(name)s》")
