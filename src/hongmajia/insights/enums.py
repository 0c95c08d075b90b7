"""Choices of the insights room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Aggregate(TextChoices):
    """How the amounts of the records are combined into one figure."""

    TOTAL = "total", _("合计")
    SHARE = "share", _("占比")
    MEAN = "mean", _("平均")


class LedgerState(TextChoices):
    """Progress of writing a ledger."""

    WRITING = "writing", _("正在写")
    DONE = "done", _("写好了")
    FAILED = "failed", _("没有写成")


class InsightVerb(TextChoices):
    """Verbs of the logged events; exporting data is logged as well."""

    LEDGER_ASKED = "ledger.asked", _("%(actor)s导出台账")
    TOTAL_REPORTED = "total.reported", _("%(actor)s补报%(year)s年的数")
    TOTAL_TAKEN_BACK = "total.taken_back", _("%(actor)s撤回%(year)s年补报的数")
    BULLETIN_MADE = "bulletin.made", _("%(actor)s编第%(number)s期简报")
