"""Provinces: which there are here, and what each shows of itself."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hongmajia.core.name_fields import NameField

from ..querysets import ProvinceQuerySet

TELEPHONE = RegexValidator(r"^[0-9][0-9 -]{2,18}[0-9]$", _("请填电话号码，如0572-8061234。"))
"""The telephone of an office, or a short number such as 12351."""

HOST_NAME = RegexValidator(
    r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
    _("请只填网址里的主机名，小写，如zj.example.cn，不带http和斜杠。"),
)


class Province(models.Model):
    """A province whose cities and counties are known here, by its GB/T 2260 code.

    ``union`` is the union of the province; ``None`` before there is one. What its cadres say about
    the province (``SITE``) is shown to visitors of ``host_name``, and to whoever belongs to it.
    """

    SITE = (
        "host_name", "site_name", "sign", "hotline", "privacy_text", "helps_others", "takes_help",
    )  # fmt: skip
    """The fields that cadres of the province change."""

    adcode = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=20)
    union = models.OneToOneField(
        "Union", null=True, blank=True, on_delete=models.PROTECT, related_name="province"
    )
    host_name = models.CharField(
        _("网址的主机名"),
        max_length=120,
        blank=True,
        validators=[HOST_NAME],
        help_text=_(
            "从这个网址来的人看到的是本省，如zj.example.cn。要先请系统管理员把它接到这里。"
        ),
    )
    site_name = NameField(
        _("网站名称"),
        max_length=12,
        blank=True,
        help_text=_("写在每页左上角，如浙江红马甲。空着的写红马甲。"),
    )
    sign = models.ImageField(_("标志"), upload_to="signs", blank=True)
    hotline = models.CharField(
        _("服务热线"),
        max_length=20,
        blank=True,
        validators=[TELEPHONE],
        help_text=_("空着的写12351。"),
    )
    privacy_text = models.TextField(
        _("隐私说明里本省的话"),
        max_length=4000,
        blank=True,
        help_text=_("如谁是个人信息处理者、找谁更正或删除。写在隐私说明最前面，空行分段。"),
    )
    helps_others = models.BooleanField(
        _("本省的师傅可以帮外省"),
        default=False,
        help_text=_("对方也同意请外省师傅的，师傅才能去办那里的需求。"),
    )
    takes_help = models.BooleanField(
        _("本省的需求可以请外省的师傅"),
        default=False,
        help_text=_("对方也同意帮外省的，才会找到那里的师傅。"),
    )

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        ordering = ["adcode"]
        constraints = [
            models.UniqueConstraint(
                fields=["host_name"],
                condition=~models.Q(host_name=""),
                name="one_province_a_host_name",
                violation_error_message=_("这个主机名别的省已经用了。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The path of its union in the tree; reads ``union``."""
        return str(self.union.path) if self.union else ""
