"""The key industries (重点产业) of which the federation reports the share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hongmajia.core.name_fields import NameField

from ..industries import industry_words
from .provinces import Province


class KeyIndustry(models.Model):
    """A key industry, such as 数字经济: enterprises belong to it by their industry or by choice.

    Which industries it takes in is the decision of its province (docs/adr/0087).
    """

    province = models.ForeignKey(
        Province, on_delete=models.CASCADE, related_name="key_industries", verbose_name=_("省")
    )
    name = NameField(_("名称"), max_length=20)

    class Meta:
        ordering = ["province", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name"],
                name="one_key_industry_of_a_name",
                violation_error_message=_("这个省已经有叫这个名称的重点产业。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """Its name with that of the province before it, where there are those of several."""
        return f"{self.province.name}{self.name}"

    @property
    def industries(self) -> list[str]:
        """The names of its industries; reads ``codes``."""
        mine = {one.code for one in self.codes.all()}
        return [str(name) for code, name in industry_words() if code in mine]


class KeyIndustryCode(models.Model):
    """An industry of GB/T 4754 that belongs to a key industry: a section or a division."""

    industry = models.ForeignKey(KeyIndustry, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=2, db_index=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["industry", "code"], name="one_code_a_key_industry")
        ]

    def __str__(self) -> str:
        return self.code
