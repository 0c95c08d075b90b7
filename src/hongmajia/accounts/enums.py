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


class Factor(TextChoices):
    """Kinds of second factor, with the values of django-allauth's ``Authenticator.type``."""

    APP = "totp", _("身份验证器")
    KEY = "webauthn", _("安全密钥")
    CODES = "recovery_codes", _("备用码")


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
    NUMBER_CHANGED = "account.number_changed", _("%(person)s把手机号换成%(phone)s")
    NUMBER_REPLACED = "account.number_replaced", _("%(actor)s把%(person)s的手机号改为%(phone)s")
    MERGED = "account.merged", _("%(actor)s把%(person)s的两个账号并成一个，%(n)s样东西并过来")
    SESSION_ENDED = "account.session_ended", _("%(person)s退出了别处的一个登录")
    SESSIONS_ENDED = "account.sessions_ended", _("%(person)s退出了别处的所有登录")
    PASSWORD_CHANGED = "account.password_changed", _("%(person)s改了密码")
    FACTOR_ADDED = "account.factor_added", _("%(person)s给登录加了%(factor)s")
    FACTOR_REMOVED = "account.factor_removed", _("%(person)s去掉了登录用的%(factor)s")
    CODES_RENEWED = "account.codes_renewed", _("%(person)s换了一套备用码")
    FACTORS_DROPPED = "account.factors_dropped", _("%(actor)s去掉%(person)s的二次验证")
    FACTOR_GUESSED = "account.factor_guessed", _("有人试错了太多次%(person)s的二次验证")
