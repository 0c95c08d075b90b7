"""Enumerations of core."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who can read the note of an event; the event itself all readers of the story see."""

    EVERYONE = "everyone", _("大家可见")
    PARTIES = "parties", _("双方和工会可见")
    UNIONS = "unions", _("只有工会看得见")


class EnclosureKind(TextChoices):
    """Kinds of files enclosed with what people write to each other."""

    PICTURE = "picture", _("图片")
    VIDEO = "video", _("视频")
    FILE = "file", _("文件")


class ImportState(TextChoices):
    """The states of an import."""

    CHECKING = "checking", _("正在核对")
    MAPPING = "mapping", _("等您对列")
    FAULTY = "faulty", _("有几处要改")
    READY = "ready", _("核对无误，等您确认")
    WRITING = "writing", _("正在导入")
    DONE = "done", _("已导入")
    FAILED = "failed", _("没有导入")
    TAKEN_BACK = "taken_back", _("已撤回")
    DISCARDED = "discarded", _("没有导入，文件已删掉")


class Guess(TextChoices):
    """How a column of a file was found to be one of ours."""

    KEPT = "kept", _("上次就这样")
    SAME = "same", _("名称一样")
    NAME = "name", _("名称像，请看一眼")
    CELLS = "cells", _("内容像，请看一眼")
    NONE = "none", _("没有认出来")


class ImportVerb(TextChoices):
    """Verbs of an import: only those that change data are events."""

    DONE = "import.done", _("%(actor)s从表格导入%(total)s行")
    TAKEN_BACK = "import.taken_back", _("%(actor)s撤回了从表格导入的%(total)s行")


class ErasureVerb(TextChoices):
    """Verbs of what a person asks about what is held of them."""

    ERASED = "person.erased", _("%(actor)s删除了个人信息")
    TOLD = "person.told", _("%(actor)s导出了本人的个人信息")


class ExportState(TextChoices):
    """The states of an export."""

    WRITING = "writing", _("正在写")
    DONE = "done", _("写好了")
    FAILED = "failed", _("没有写成")


class ExportVerb(TextChoices):
    """Verbs of an export; taking data away is logged, but not what is public."""

    ASKED = "export.asked", _("%(actor)s导出表格")


class ModelPurpose(TextChoices):
    """What an outside model was asked for."""

    ORDER = "order", _("给师傅排次序")
    FIELDS = "fields", _("把一段话分到各栏")


class ModelOutcome(TextChoices):
    """How asking an outside model ended; all but the first are those of ``chat.Fault``."""

    ANSWERED = "answered", _("有答复")
    TIMEOUT = "timeout", _("没有按时答复")
    BUSY = "busy", _("前面的还没答完")
    UNREACHABLE = "unreachable", _("连不上")
    STATUS = "status", _("对方报错")
    INVALID = "invalid", _("答复看不懂")


class SearchVerb(TextChoices):
    """Verbs of the search over all records; only looking people up by number is an event."""

    BY_PHONE = "search.by_phone", _("%(actor)s按手机号%(number)s查找")
