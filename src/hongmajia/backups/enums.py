"""What can be done with backups, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunKind(models.TextChoices):
    """What a run did."""

    BACKUP = "backup", _("备份")
    DRILL = "drill", _("恢复演练")


class RunResult(models.TextChoices):
    """How a run ended; a run that is still under way, or whose process died, is ``RUNNING``."""

    RUNNING = "running", _("进行中")
    GOOD = "good", _("成功")
    UNEQUAL = "unequal", _("不一致")
    FAILED = "failed", _("失败")
