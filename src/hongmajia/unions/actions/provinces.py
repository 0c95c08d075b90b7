"""Which provinces the installation serves: their cities and counties come with their union."""

from django.core.cache import cache
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.engine.places.divisions import Division, in_province

from ..industries import FIRST_KEY_INDUSTRIES
from ..models import KeyIndustry, KeyIndustryCode, Province, Region, Union
from ..queries import PLACE_NAMES
from ..regions import BY_HAND, load_regions, province_named, rows_of
from ..signals import regions_changed


@transaction.atomic
def serve_province(union: Union) -> Province:
    """Add the cities and counties of the union's province, which its name begins with.

    Provinces without a union, such as the one that comes with the migrations, are removed unless
    something is there already. Raises ``Refused`` if the name begins with no province that has
    cities, or if its province has a union.
    """
    division = province_named(union.name)
    if division is None:
        raise Refused(
            _("看不出是哪个省。省级工会的名称请以省、自治区、直辖市的名字开头，如湖南省总工会。")
        )
    province = load_province(division)
    if province.union not in (None, union) and not province.union.closed_at:
        raise Refused(
            _("%(province)s已经有%(union)s了。")
            % {"province": province.name, "union": province.union}
        )
    province.union = union
    province.save(update_fields=["union"])
    _remove_unserved()
    transaction.on_commit(_forget_places)
    return province


def release_province(union: Union) -> None:
    """A union that stands for no province any more leaves its own to another."""
    Province.objects.filter(union=union).update(union=None)


def _forget_places() -> None:
    cache.delete(PLACE_NAMES)
    regions_changed.send(Province)


def load_province(division: Division) -> Province:
    """The province with its cities and counties and a list of key industries, added if it is new.

    Raises ``Refused`` for a province of which the table of the country has no cities.
    """
    below = in_province(division.adcode)
    if not below:
        raise Refused(_("%(province)s的市、县还没有资料。") % {"province": division.name})
    found, is_new = Province.objects.get_or_create(
        pk=division.adcode, defaults={"name": division.name}
    )
    if is_new and division.adcode.startswith(BY_HAND):
        load_regions(Region, province=found)
    elif is_new:
        for row in sorted(rows_of(below), key=lambda row: row["parent_id"] or ""):
            Region.objects.create(province=found, **row)
    if is_new:
        _begin_key_industries(found)
    return found


def _begin_key_industries(province: Province) -> None:
    for name, codes in FIRST_KEY_INDUSTRIES.items():
        made = KeyIndustry.objects.create(province=province, name=name)
        KeyIndustryCode.objects.bulk_create(
            KeyIndustryCode(industry=made, code=code) for code in codes
        )


def _remove_unserved() -> None:
    """Remove provinces without a union, but those in whose places something is."""
    for province in Province.objects.filter(union=None):
        try:
            with transaction.atomic():
                province.regions.exclude(parent=None).delete()
                province.regions.all().delete()
                province.delete()
        except ProtectedError:
            continue
