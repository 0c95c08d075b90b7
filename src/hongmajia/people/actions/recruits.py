"""Noting who came onto the roll by a recruiting call."""

from django.db import transaction

from hongmajia.unions.models import Union
from hongmajia.unions.stages import seasons_for

from ..models import Helper, Recruit


@transaction.atomic
def note_recruit(*, helper: Helper, union: Union, title: str, group: str = "") -> Recruit | None:
    """Note that ``helper`` came by the call ``title`` of ``union``, once a season.

    It counts in the present season; before the first season there is nothing to count in.
    """
    season = seasons_for(union).current()
    if season is None:
        return None
    facts = {"union": union, "title": title, "group": group}
    noted, _new = Recruit.objects.get_or_create(helper=helper, season=season, defaults=facts)
    return noted
