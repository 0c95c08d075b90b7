"""Dangers of the place where a need is, and the licences that a helper needs for it (ADR 104).

The asker tells possible risks (志愿服务条例, article 13); a service that by law takes a
qualification is given only by those who have it (article 16). `docs/domain.md` has the table.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hongmajia.offers.enums import OfferMode
from hongmajia.people.enums import LicenceKind


class Danger(TextChoices):
    """Dangerous work at the place of a need."""

    HEIGHT = "height", _("高处作业")
    LIVE = "live", _("带电作业")
    HOT = "hot", _("动火作业")
    CONFINED = "confined", _("有限空间作业")
    CHEMICAL = "chemical", _("危险化学品")


LICENCE_FOR = {
    Danger.HEIGHT: LicenceKind.HEIGHT,
    Danger.LIVE: LicenceKind.ELECTRICIAN,
    Danger.HOT: LicenceKind.WELDING,
    Danger.CONFINED: LicenceKind.CONFINED,
    Danger.CHEMICAL: LicenceKind.CHEMICAL,
}
"""The licence that each danger asks of whoever comes."""


def validate_dangers(dangers: Any) -> None:
    """Raise ``ValidationError`` unless ``dangers`` is a list of values of ``Danger``."""
    if not isinstance(dangers, list) or not all(one in Danger.values for one in dangers):
        raise ValidationError(_("危险作业请从列出的几项里选。"))


def labels_of(dangers: Iterable[str]) -> list[str]:
    """The dangers in words, in the order of ``Danger``."""
    told = set(dangers)
    return [str(danger.label) for danger in Danger if danger in told]


def licences_for(dangers: Iterable[str], *, needs_doctor: bool, mode: str) -> list[LicenceKind]:
    """The licences that a helper must hold, in the order of ``LicenceKind``.

    Dangers of the place are none for a need that is helped only online; medical advice takes a
    doctor there too.
    """
    there = () if mode == OfferMode.ONLINE else dangers
    wanted = {LICENCE_FOR[Danger(danger)] for danger in there}
    if needs_doctor:
        wanted.add(LicenceKind.DOCTOR)
    return [kind for kind in LicenceKind if kind in wanted]
