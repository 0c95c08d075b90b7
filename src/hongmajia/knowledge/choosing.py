"""Finding the master that a cadre names, and those who could write or review an answer."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.matching.queries.problems import speakers
from hongmajia.people.enums import HelperKind
from hongmajia.people.meant import artisans_meant, the_artisan
from hongmajia.people.models import Helper

from .models import ProblemKind
from .queries.behind import masters_of, ways_of_kind
from .whose import needs_of

MOST = 6
"""Masters who are suggested."""


def the_master(typed: str, actor: SignedIn) -> Helper:
    """The artisan of that name or number on the rolls that the actor keeps.

    Raises ``ValidationError`` for none, several, or one who has left the roll.
    """
    helper = the_artisan(artisans_meant([typed], actor), typed)
    if not helper.is_active:
        raise ValidationError(_("这位师傅不在名册上了。"))
    return helper


def masters_for(kind: ProblemKind) -> list[Helper]:
    """Artisans who solved such problems, then those who know most about them."""
    solved = [helper for helper, _n in masters_of(ways_of_kind(kind), None)]
    needs = needs_of(kind)
    knowing = [one.helper for one in speakers(needs)] if needs else []
    found = {helper.pk: helper for helper in [*solved, *knowing]}
    return [helper for helper in found.values() if helper.kind == HelperKind.ARTISAN][:MOST]
