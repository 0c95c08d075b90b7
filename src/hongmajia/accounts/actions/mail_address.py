"""The mail address of an account: entered, verified by a link before anything is sent, removed."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.addresses import absolute
from hongmajia.core.errors import Refused
from hongmajia.core.limits import Limit
from hongmajia.core.masking import mask_mail
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.mailing import send_mail_to
from hongmajia.unions.models import User

from ..enums import AccountVerb

DAYS = 3
"""How long the link may be opened (``ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS``)."""
CHECKS = Limit("mail-check", 5, 3600, gettext_lazy("核对信发得太多了，请%(minutes)s分钟以后再发。"))
CHECK = gettext_lazy(
    "您在红马甲填了这个邮箱。是您本人填的，请打开下面的网址核对，3天内有效；不是，不用理会。\n\n"
    "%(address)s"
)


@transaction.atomic
def enter_mail(*, user: User, email: str) -> EmailAddress:
    """Store an address and send it the link; a verified one stays until the new one is verified.

    Raises ``Refused`` for the address that is verified already, ``TooOften``.
    """
    email = email.lower()
    own = EmailAddress.objects.filter(user=user)
    if own.filter(email=email, verified=True).exists():
        raise Refused(_("这个邮箱已经核对过了。"))
    CHECKS.take(f"account-{user.pk}")
    own.filter(verified=False).delete()
    entered = EmailAddress.objects.create(user=user, email=email)
    link = absolute(reverse("own_mail_check", args=[EmailConfirmationHMAC(entered).key]))
    send_mail_to(email, "mail_check", gettext_lazy("核对您的邮箱"), CHECK, user, address=link)
    return entered


def entered_with(key: str) -> EmailAddress | None:
    """The address that the link with ``key`` verifies; ``None`` once it is void."""
    found = EmailConfirmationHMAC.from_key(key)
    return found.email_address if found else None


@transaction.atomic
def verify_mail(*, entered: EmailAddress) -> None:
    """Take the address for the account's own: notices may go there. The person is told.

    Raises ``Refused`` where it was verified by another account.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=entered.user_id)
    EmailAddress.objects.filter(user=user).exclude(pk=entered.pk).delete()
    entered.verified = entered.primary = True
    try:
        with transaction.atomic():
            entered.save()
    except IntegrityError:
        raise Refused(_("这个邮箱已经是别的账号的。")) from None
    User.objects.filter(pk=user.pk).update(email=entered.email)
    data = {"person": user.display_name, "email": mask_mail(entered.email)}
    record(user, AccountVerb.MAIL_VERIFIED, user, data=data)
    sentence = gettext_lazy("您的账号核对了邮箱%(email)s。不是您，请马上改密码")
    notify([user], sentence, reverse("own_messages"), kind=Kind.SECURITY, email=data["email"])


@transaction.atomic
def remove_mail(*, user: User) -> None:
    """Send nothing by mail any more; the address is deleted."""
    if EmailAddress.objects.filter(user=user).delete()[0]:
        User.objects.filter(pk=user.pk).update(email="")
        record(user, AccountVerb.MAIL_REMOVED, user, data={"person": user.display_name})
