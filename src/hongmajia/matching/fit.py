"""How well a helper fits, in words. A cadre reads the word; the number stands behind a click.

The limits were read off the 45 known pairs of who in fact helped whom, with and without the
helpers' specialities and with and without an embedder (docs/engine.md, “In words”).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERY_GOOD = 0.7
"""A score is the chance that this helper would be chosen; of pairs with this one or more, at least
nine in ten were right, out of fold too.
"""
LOW_SCORE = 0.3
"""Of pairs below this score at most one in three was right, so a person has to look."""


class Fit(TextChoices):
    """The words for a score."""

    VERY_GOOD = "very_good", _("很合适")
    GOOD = "good", pgettext_lazy("fit", "合适")
    LOW = "low", _("勉强")


def fit_of(score: float) -> Fit:
    """The word for a score of 0…1."""
    if score >= VERY_GOOD:
        return Fit.VERY_GOOD
    return Fit.GOOD if score >= LOW_SCORE else Fit.LOW
