"""The enterprises of the demonstration, under invented names: reports do not name them."""

from hongmajia.unions.enums import Section, UnionKind
from hongmajia.unions.industries import Division
from hongmajia.unions.models import Enterprise, Region, Union

from .codes import credit_code
from .facts import PlacedNeed
from .tree import Tree, add_union

SECTIONS = {"农": Section.A, "渔": Section.A, "畜": Section.A, "电力": Section.D, "修理": Section.O}


def demo_enterprise(tree: Tree, placed: PlacedNeed, number: int) -> Enterprise:
    """Add the enterprise that has the problem, under an invented name: reports do not name it.

    The first one has a union of its own.
    """
    county = tree.county_of(placed.adcode)
    place = Region.objects.get(pk=placed.adcode)
    industry = placed.facts["industry"].split("/")[0]
    return Enterprise.objects.create(
        name=f"{place.short_name}某{industry}企业{number + 1}（演示）",
        credit_code=credit_code(placed.adcode, number),
        section=_section_of(industry),
        division=_division_of(industry),
        region=place,
        union=_enterprise_union(county, place) if number == 0 else county,
        employees=20 + number * 7,
        is_specialised=number % 5 == 0,
    )


def _enterprise_union(county: Union, place: Region) -> Union:
    name = f"{place.short_name}某企业工会（演示）"
    return add_union(county, name, UnionKind.ENTERPRISE, place)


def _division_of(industry: str) -> str:
    """The division of GB/T 4754 of this name; empty for what is none."""
    return next((value for value, label in Division.choices if str(label) == industry), "")


def _section_of(industry: str) -> Section:
    sections = [section for word, section in SECTIONS.items() if word in industry]
    return sections[0] if sections else Section.C
