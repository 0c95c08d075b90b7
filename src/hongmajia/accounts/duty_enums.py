"""The three duties of an installation, and the verbs of the events on them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DutyKind(TextChoices):
    """The duties (三员); nobody has two of them, or one beside a role in a union."""

    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计员")


class PolicyName(TextChoices):
    """What a security administrator may set; the environment has the defaults."""

    IDLE_MINUTES = "idle_minutes", _("工会的同志几分钟不动要再登录")
    PASSWORD_DAYS = "password_days", _("密码最多用几天")
    SECOND_FACTOR = "second_factor", _("谁必须有二次验证")


LEFT_FOR_GOOD = _("%(actor)s办理%(person)s离岗，结束%(n)s个角色，账号停用")


class DutyVerb(TextChoices):
    """Verbs of the events of duties, and of what their holders do."""

    GRANTED = "duty.granted", _("%(actor)s请%(person)s担任%(duty)s")
    ENDED = "duty.ended", _("%(actor)s免去%(person)s的%(duty)s")
    LOCKED = "account.locked", _("%(actor)s停用%(person)s的账号")
    UNLOCKED = "account.unlocked", _("%(actor)s恢复%(person)s的账号")
    SESSIONS_ENDED = "account.signed_out", _("%(actor)s让%(person)s的账号在各处退出登录")
    LEFT = "account.left", _("%(actor)s办理%(person)s离岗，结束%(n)s个角色")
    LEFT_FOR_GOOD = "account.left_for_good", LEFT_FOR_GOOD
    POLICY_SET = "policy.set", _("%(actor)s设定账号规则：%(fields)s")
    TASK_AGAIN = "task.again", _("%(actor)s让没做成的任务再跑一次：%(task)s")
    TASK_DROPPED = "task.dropped", _("%(actor)s不再做没做成的任务：%(task)s")
    LOG_READ = "log.read", _("%(actor)s查看日志（%(filters)s）")
