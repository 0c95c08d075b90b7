"""What the room `accounts` registers when the product starts; `core.apps` imports it."""

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.erasures import Erasable, register_erasable
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rekeying import register_rekeying
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.notices.sides import Directory, register_callees
from hongmajia.notices.texting import register_sms
from hongmajia.unions.models import User
from hongmajia.unions.queries import cadres_of
from hongmajia.unions.slots import UnionSlot
from hongmajia.unions.ticking import ENTERPRISES, UNIONS

from . import duties, duty_receivers, personal, personal_elsewhere, receivers  # noqa: F401
from .actions import named_in_call, reveal_account, reveal_applicant, reveal_claimant
from .duty_enums import DutyVerb
from .enums import CLAIM_MARKS, AccountVerb, ApplicationVerb, ClaimVerb, RecruitingVerb
from .erasing import erase_account_again, held_duty, undecided
from .factor_rekeying import rekey_factors
from .models import Application, Claim, RecruitingCall
from .providers import register_providers
from .slots import SecuritySlot
from .states import ASKED_LIFE
from .tasks import expire_passwords, forget_licences, forget_sign_ins, remind_of_chosen
from .texting_later import text_waiting
from .ticking import AGAIN, INVITATIONS, TAKING_BACK
from .ticking_people import INVITING_CONTACTS, INVITING_PEOPLE

declare_slots(SecuritySlot)
register_verbs(AccountVerb)
register_verbs(DutyVerb)
register_rekeying(Authenticator, rekey_factors)
schedule.every("55 3 * * *", forget_sign_ins)
schedule.every("20 0 * * *", expire_passwords)
register_verbs(ClaimVerb)
register_providers()
register_verbs(ApplicationVerb)
register_verbs(RecruitingVerb)
register_reading(RecruitingCall, Reading(whose=named_in_call))
register_ticked(INVITATIONS, AGAIN, TAKING_BACK)
register_ticked(UNIONS, INVITING_PEOPLE)
register_ticked(ENTERPRISES, INVITING_CONTACTS)
register_sms("sign_in_code", _("验证码%(code)s，%(minutes)s分钟内有效。不要告诉别人。"))
register_sms(
    "number_code", _("验证码%(code)s，用来核对手机号，%(minutes)s分钟内有效。不要告诉别人。")
)
register_sms(
    "claim_answered", _("您认领%(enterprise)s，%(union)s已经答复，请看：%(site)s/claim/%(code)s/")
)
register_sms(
    "application_answered",
    _("您的入册申请，%(union)s已经答复，请看：%(site)s/application/%(code)s/"),
)
register_sms("invitation", _("%(union)s请您启用红马甲账号，14天内打开：%(site)s/join/%(code)s/"))
fill_slot(UnionSlot.ACCOUNT, "account_of")
schedule.every("*/10 * * * *", text_waiting)
fill_slot(UnionSlot.LEAVING, "person_leaves", right="accounts.let_leave")
fill_slot(UnionSlot.INVITATIONS, "invitation_list", right="accounts.invite_any")
register_life(Claim, ASKED_LIFE)
register_marks(Claim, CLAIM_MARKS)
register_reminded(
    Claim,
    Reminded(
        people=lambda claim: cadres_of(claim.union),
        address=lambda claim: reverse("claim_decide", args=[claim.pk]),
        sentence=_("认领%(title)s过了时限，请看看下一步"),
    ),
)
register_callees(
    Claim,
    Directory(
        name=lambda claim: claim.contact_name,
        number=lambda claim, actor: reveal_claimant(claim=claim, actor=actor),
    ),
)
register_life(Application, ASKED_LIFE)
register_marks(Application, CLAIM_MARKS)
register_reminded(
    Application,
    Reminded(
        people=lambda application: cadres_of(application.union),
        address=lambda application: reverse("application_decide", args=[application.pk]),
        sentence=_("%(title)s的入册申请过了时限，请看看下一步"),
        only=Q(chosen_at=None),  # of those chosen the cadres are reminded once a call
    ),
)
register_callees(
    Application,
    Directory(
        name=lambda application: application.contact_name,
        number=lambda application, actor: reveal_applicant(application=application, actor=actor),
    ),
)
register_callees(
    User,
    Directory(
        name=lambda user: user.display_name,
        number=lambda user, actor: reveal_account(user=user, actor=actor),
    ),
)
schedule.every("50 3 * * *", forget_licences)
schedule.every("35 8 * * *", remind_of_chosen)
register_obstacle(held_duty)
register_obstacle(undecided)
register_erasable(Erasable(User, "date_joined", again=erase_account_again))
