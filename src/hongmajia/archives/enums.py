"""Choices of the archives room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArchiveState(TextChoices):
    """Progress of writing a package."""

    WRITING = "writing", _("正在写")
    DONE = "done", _("写好了")
    FAILED = "failed", _("没有写成")


class ArchiveVerb(TextChoices):
    """Verbs of the logged events; taking a whole year away is logged each time."""

    ASKED = "archive.asked", _("%(actor)s制作%(year)s年度归档包")
    MADE = "archive.made", _("%(year)s年度归档包写好了，校验码%(sha256)s")
    FETCHED = "archive.fetched", _("%(actor)s下载%(year)s年度归档包")
