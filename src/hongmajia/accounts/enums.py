"""Enumerations of the accounts room: how far an invitation has come, and verbs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvitationState(TextChoices):
    """How far an invitation has come; it follows from its times and is not stored."""

    OPEN = "open", _("还没有启用")
    EXPIRED = "expired", _("邀请过期")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "已启用")
    TAKEN_BACK = "taken_back", _("已收回")
    REFUSED = "refused", _("说不是本人")


class Method(TextChoices):
    """How somebody showed who they are, by the names of django-allauth; the order is that shown."""

    PASSWORD = "password", pgettext_lazy("method", "密码")
    CODE = "code", _("短信验证码")
    ELSEWHERE = "socialaccount", _("单位的账号")
    SECOND = "mfa", _("二次验证")


class AccountVerb(TextChoices):
    """Verbs of the events of this room, each with the sentence that describes the event."""

    INVITED = "account.invited", _("%(actor)s请%(person)s启用账号")
    SLIPS_PRINTED = "account.slips_printed", _("%(actor)s打印%(n)s张邀请单")
    TAKEN_BACK = "account.taken_back", _("%(actor)s收回给%(person)s的邀请")
    ACCEPTED = "account.accepted", _("%(person)s启用账号")
    REFUSED = "account.refused", _("收到%(person)s邀请的人说不是本人，账号停用")
    RESET = "account.reset", _("%(actor)s重设%(person)s的登录")
    SESSION_ENDED = "account.session_ended", _("%(person)s退出了别处的一个登录")
    SESSIONS_ENDED = "account.sessions_ended", _("%(person)s退出了别处的所有登录")
    PASSWORD_CHANGED = "account.password_changed", _("%(person)s改了密码")
