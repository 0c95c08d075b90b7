"""What the room `accounts` registers when the product starts; `core.apps` imports it."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.rekeying import register_rekeying
from hongmajia.core.slots import fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.notices.texting import register_sms
from hongmajia.unions.slots import UnionSlot

from . import receivers  # noqa: F401
from .enums import AccountVerb
from .factor_rekeying import rekey_factors
from .tasks import expire_passwords, forget_sign_ins
from .ticking import AGAIN, INVITATIONS, TAKING_BACK

register_verbs(AccountVerb)
register_rekeying(Authenticator, rekey_factors)
schedule.every("55 3 * * *", forget_sign_ins)
schedule.every("20 0 * * *", expire_passwords)
register_ticked(INVITATIONS, AGAIN, TAKING_BACK)
register_sms("sign_in_code", _("验证码%(code)s，%(minutes)s分钟内有效。不要告诉别人。"))
register_sms("invitation", _("%(union)s请您启用红马甲账号，14天内打开：%(address)s"))
fill_slot(UnionSlot.ACCOUNT, "account_of")
fill_slot(UnionSlot.INVITATIONS, "invitation_list", right="accounts.invite_any")
