"""Words of the figures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class How(TextChoices):
    """How the amounts of many records become one figure."""

    TOTAL = "total", _("合计")
    SHARE = "share", _("占比")
    MEAN = "mean", _("平均")


class LedgerState(TextChoices):
    """Where a ledger that is being written stands."""

    WRITING = "writing", _("正在写")
    DONE = "done", _("写好了")
    FAILED = "failed", _("没有写成")


class InsightVerb(TextChoices):
    """Acts of the room; what leaves the house as a file is an act."""

    LEDGER_ASKED = "ledger.asked", _("%(actor)s导出台账")
    BULLETIN_MADE = "bulletin.made", _("%(actor)s编第%(number)s期简报")
