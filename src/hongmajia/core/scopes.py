"""What a token of the interface may be allowed to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """A part of the interface for programs; a token may have several.

    ``PERSONAL`` opens names and telephone numbers, one record at a time, and each is logged.
    """

    READ = "read", _("读取")
    ASK = "ask", _("提需求、点单")
    MATCH = "match", _("认领、接受、婉拒")
    SERVE = "serve", _("约时间、写服务记录")
    SIGN_UP = "sign_up", _("替人报名活动")
    PERSONAL = "personal", _("看姓名和手机号，每次都记入日志")
