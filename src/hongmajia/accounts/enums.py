"""Enumerations of the accounts room: how far invitations and claims have come, and verbs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


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
    LINKED = "account.linked", _("%(person)s的账号连上%(provider)s，可以用它登录")
    UNLINKED = "account.unlinked", _("%(person)s的账号断开%(provider)s")
    OPENED = "account.opened", _("%(person)s提过需求，凭手机验证码有了账号")
    MAIL_VERIFIED = "account.mail_verified", _("%(person)s核对了邮箱%(email)s")
    MAIL_REMOVED = "account.mail_removed", _("%(person)s去掉了邮箱")
    NEEDS_FOUND = "account.needs_found", _("%(n)s件没有账号时提的需求归到%(person)s名下")


class ClaimState(TextChoices):
    """How far the claim of an enterprise, or an application for the roll, has come."""

    SUBMITTED = "submitted", _("等工会核对")
    RETURNED = "returned", _("退回补材料")
    APPROVED = "approved", pgettext_lazy("claim", "已同意")
    REFUSED = "refused", pgettext_lazy("claim", "未同意")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "已撤回")


CLAIM_MARKS: Marks = {
    ClaimState.SUBMITTED: Mark("clock-hour-4", Colour.AMBER),
    ClaimState.RETURNED: Mark("arrow-back-up", Colour.BLUE),
    ClaimState.APPROVED: Mark("circle-check-filled", Colour.GREEN),
    ClaimState.REFUSED: Mark("circle-x", Colour.GREY),
    ClaimState.WITHDRAWN: Mark("circle-x", Colour.GREY),
}

OPEN_CLAIMS = (ClaimState.SUBMITTED, ClaimState.RETURNED)
"""States of a claim that is not decided."""


class Post(TextChoices):
    """What whoever claims an enterprise does there."""

    HEAD = "head", _("负责人")
    TECHNICAL = "technical", _("设备、技术负责人")
    OFFICE = "office", _("办公室、人事")
    UNION = "union", _("企业工会")
    OTHER = "other", pgettext_lazy("post", "其他")


class ClaimVerb(TextChoices):
    """Verbs of the events of a claim."""

    SUBMITTED = "claim.submitted", _("%(person)s认领%(enterprise)s")
    RESUBMITTED = "claim.resubmitted", _("%(person)s补了认领%(enterprise)s的材料")
    WITHDRAWN = "claim.withdrawn", _("认领%(enterprise)s的人撤回了")
    APPROVED = "claim.approved", _("%(actor)s同意%(person)s认领%(enterprise)s")
    RETURNED = "claim.returned", _("%(actor)s请认领%(enterprise)s的人补材料")
    REFUSED = "claim.refused", _("%(actor)s没有同意%(person)s认领%(enterprise)s")
    PASSED_ON = "claim.passed_on", _("%(actor)s把认领%(enterprise)s转给%(union)s")
    LET_IN = "claim.let_in", _("%(person)s用登记的手机号认领%(enterprise)s，当场进来")
    LICENCE_SEEN = "claim.licence_seen", _("%(actor)s看了%(enterprise)s的营业执照")
    LICENCE_DELETED = "claim.licence_deleted", _("%(enterprise)s的营业执照照片已按期删除")
    NUMBER_SHOWN = "claim.number_shown", _("%(actor)s看了%(person)s的手机号")


class ApplicationVerb(TextChoices):
    """Verbs of the events of an application for the roll."""

    SUBMITTED = "application.submitted", _("%(person)s申请列入劳模工匠名册")
    RESUBMITTED = "application.resubmitted", _("%(person)s补了入册申请的材料")
    WITHDRAWN = "application.withdrawn", _("%(person)s撤回了入册申请")
    APPROVED = "application.approved", _("%(actor)s同意%(person)s列入名册")
    RETURNED = "application.returned", _("%(actor)s请%(person)s补入册申请的材料")
    REFUSED = "application.refused", _("%(actor)s没有同意%(person)s的入册申请")
    EVIDENCE_SEEN = "application.evidence_seen", _("%(actor)s看了%(person)s的证明材料")
    EVIDENCE_DELETED = "application.evidence_deleted", _("%(person)s的证明材料已按期删除")
    NUMBER_SHOWN = "application.number_shown", _("%(actor)s看了%(person)s的手机号")


class RecruitingVerb(TextChoices):
    """Verbs of the events of a recruiting call."""

    PUBLISHED = "recruiting.published", _("%(actor)s发布招募令“%(title)s”")
    CHANGED = "recruiting.changed", _("%(actor)s修改招募令：%(fields)s")
    WITHDRAWN = "recruiting.withdrawn", _("%(actor)s撤下招募令“%(title)s”")
    CHOSEN = "recruiting.chosen", _("%(actor)s从申请里选定%(n)s人")
    NOTICE = "recruiting.notice", _("%(actor)s公示选定的%(n)s人，到%(until)s")
    NOTICE_WITHDRAWN = "recruiting.notice_withdrawn", _("%(actor)s撤下公示")
