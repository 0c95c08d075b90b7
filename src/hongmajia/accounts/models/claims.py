"""Claims: people who say that they act for an enterprise, until its union has decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_files import EncryptedStorage
from hongmajia.core.name_fields import NameField
from hongmajia.unions.enums import Section
from hongmajia.unions.industries import Division
from hongmajia.unions.models import Enterprise, Region, Union
from hongmajia.unions.validators import validate_credit_code

from ..enums import Post
from ..querysets import AskedQuerySet
from .asked import Asked


class Claim(Asked):
    """A person's claim to act for the enterprise with ``credit_code``.

    Name, region and industry are those that the claimant gave, or took for right on the page where
    the enterprise was found. Whether it is registered is asked anew each time (``enterprise``): it
    may have been registered meanwhile.
    """

    ADDRESS = "claim"

    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, validators=[validate_credit_code], db_index=True
    )
    enterprise_name = NameField(_("企业名称"), max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=1, choices=Section.choices, blank=True)
    division = models.CharField(max_length=2, choices=Division.choices, blank=True)
    post = models.CharField(_("做什么"), max_length=10, choices=Post.choices)
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="claims",
    )  # fmt: skip
    """Who was signed in when making the claim."""
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="claims")
    licence = models.FileField(upload_to="licences/%Y/%m/", storage=EncryptedStorage, blank=True)
    """The photograph of the business licence; empty once it is deleted."""

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.enterprise_name

    @property
    def enterprise(self) -> Enterprise | None:
        """The registered enterprise with this credit code; asks the database each time."""
        found = Enterprise.objects.with_code(self.credit_code)
        return found.select_related("union", "region__parent").first()

    @property
    def words(self) -> dict[str, str]:
        """The words of its events and notices."""
        return {**super().words, "enterprise": self.enterprise_name}

    @property
    def industry(self) -> str:
        """The industry that the claimant gave for an enterprise that was not registered."""
        return str(self.get_division_display() or self.get_section_display())
