"""What claims of enterprises and applications for the roll have in common."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_phones import EncryptedPhoneField
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import Clocked
from hongmajia.core.name_fields import NameField
from hongmajia.needs.models import new_tracking_code

from ..enums import ClaimState


class Asked(Clocked):
    """Abstract: what a person asks of a union, who may have no account; a cadre decides.

    A subclass has ``union``, ``claimant`` (who was signed in when asking), and the addresses
    ``ADDRESS`` (by its code) and ``ADDRESS_decide``.
    """

    ADDRESS: ClassVar[str]

    code = models.CharField(max_length=12, unique=True, default=new_tracking_code)
    state = models.CharField(
        max_length=12, choices=ClaimState.choices, default=ClaimState.SUBMITTED
    )
    contact_name = NameField(_("姓名"), max_length=30)
    phone = EncryptedPhoneField(_("手机号"))
    phone_proved_at = models.DateTimeField(null=True, blank=True)
    """When they entered a code that was sent to the number; never where no codes are."""
    reason = models.CharField(max_length=300, blank=True)
    """What the union said last, for whoever asked."""
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def masked_phone(self) -> str:
        """The number with its middle digits hidden."""
        return mask_phone(self.phone)

    @property
    def words(self) -> dict[str, str]:
        """The words of its events and notices."""
        return {"person": self.contact_name}
