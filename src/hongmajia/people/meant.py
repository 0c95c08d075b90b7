"""Which artisans and teams the cells of a spreadsheet mean: by name, number, or its last four
digits."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.known_names import KnownNames
from hongmajia.spelling import LAST_DIGITS, read_phone
from hongmajia.unions.queries import MOST_UNKNOWN

from .models import Helper
from .rosters import read_person


def artisans_meant(names: Collection[str], actor: SignedIn) -> KnownNames:
    """The artisans that ``names`` may mean, on the rolls that ``actor`` keeps, and a few whose
    names are near one that is not found.

    A name may also be a phone number, in any spelling, or its last four digits.
    """
    mine = Helper.objects.artisans().on_rolls_of(actor).filter(is_active=True)
    mine = mine.select_related("artisan__user", "union")
    people = KnownNames()
    for helper in mine.identified_by({*names, *map(read_phone, names)}):
        phone = helper.artisan.phone
        people.add(helper, helper.name, phone, phone[-LAST_DIGITS:])
    for name in [name for name in names if not people.find(name)][:MOST_UNKNOWN]:
        for helper in mine.namesakes_nearly(name):
            people.add(helper, helper.name)
    return people


def the_artisan(people: KnownNames, name: str) -> Helper:
    """The only artisan with this name or number; ``ValidationError`` for none or several."""
    found: list[Helper] = people.find(name) or people.find(read_phone(name))
    if len(found) == 1:
        return found[0]
    if found:
        message = _("有%(n)s位“%(name)s”，请改写手机号。")
        raise ValidationError(message % {"n": len(found), "name": name})
    message = _("名册上没有“%(name)s”，请先登记这位师傅。") % {"name": name}
    near = people.near(name)
    raise ValidationError(message + (_("是不是“%(near)s”？") % {"near": near} if near else ""))


def teams_called(names: Collection[str], actor: SignedIn) -> KnownNames:
    """The teams of these names on the rolls that ``actor`` keeps."""
    mine = Helper.objects.teams().on_rolls_of(actor).filter(is_active=True, name__in=names)
    known = KnownNames()
    for team in mine.select_related("team", "union"):
        known.add(team, team.name)
    return known


class HelpersMeant:
    """The artisans and teams on the rolls of ``actor`` that the cells ``written`` may mean."""

    def __init__(self, written: Collection[str], actor: SignedIn) -> None:
        names = {words for words in written if words}
        self._teams = teams_called(names, actor)
        self._artisans = artisans_meant({read_person(name) for name in names} - {""}, actor)

    def the_helper(self, written: str) -> Helper:
        """The team of this name, else the artisan; ``ValidationError`` for none or several."""
        teams: list[Helper] = self._teams.find(written)
        if len(teams) > 1:
            raise ValidationError(_("有几支队叫“%(name)s”，请先改名。") % {"name": written})
        return teams[0] if teams else the_artisan(self._artisans, read_person(written))
