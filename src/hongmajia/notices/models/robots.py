"""The robot of a union's group chat."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_fields import EncryptedTextField


class GroupRobot(models.Model):
    """A robot that repeats in a union's group chat what its cadres are told.

    ``address`` contains the vendor's key; ``secret`` signs, where the robot wants it.
    """

    union = models.OneToOneField("unions.Union", on_delete=models.CASCADE, related_name="+")
    address = EncryptedTextField(_("机器人地址"))
    secret = EncryptedTextField(_("加签密钥"), blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.union)

    @property
    def channel(self) -> str:
        """The channel of the vendor at whose host it is."""
        return "wecom_group" if "/cgi-bin/webhook/" in self.address else "dingtalk_group"
