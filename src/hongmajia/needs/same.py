"""Those who have the same problem as a public need and want to hear how it ends."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.name_fields import NameField
from hongmajia.unions.models import User


class SameProblem(models.Model):
    """Somebody who has the problem of ``need`` too: an account, or a name and a number.

    ``told_at`` is when they were told that it is solved; they are told once. The row is kept until
    they have been told, or the need has ended otherwise (``forget_sharers``).
    """

    need = models.ForeignKey("needs.Need", on_delete=models.CASCADE, related_name="same_problems")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="same_problems"
    )
    name = NameField(_("怎么称呼您"), max_length=30)
    phone = EncryptedPhoneField(_("手机号"))
    said_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                models.F("need"),
                PhoneDigest("phone"),
                condition=Q(user__isnull=True),
                name="one_same_problem_a_phone",
            ),
            models.UniqueConstraint(
                fields=["need", "user"],
                condition=Q(user__isnull=False),
                name="one_same_problem_an_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name
