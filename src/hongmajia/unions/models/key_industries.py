"""The key industries (重点产业) of which the federation reports the share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hongmajia.core.name_fields import NameField

from ..industries import industry_words


class KeyIndustry(models.Model):
    """A key industry, such as 数字经济: enterprises belong to it by their industry or by choice.

    Which industries it takes in is the province's decision (docs/adr/0087).
    """

    name = NameField(_("名称"), max_length=20, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

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
