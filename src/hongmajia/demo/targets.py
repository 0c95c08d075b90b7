"""The targets of the demonstration season: of the province, its cities and the counties of Huzhou.

Those of the cities add up to the province's, those of the counties to Huzhou's. The quotas say how
many of the 50 cases of the book each city may nominate.
"""

from hongmajia.cases.actions import set_quota
from hongmajia.unions.models import Target

from .facts import table
from .tree import Tree

PROVINCE = "330000"
QUOTAS = {
    "330100": 8, "330200": 6, "330300": 5, "330400": 4, "330500": 8, "330600": 4, "330700": 4,
    "330800": 4, "330900": 1, "331000": 4, "331100": 2,
}  # fmt: skip
"""City → how many cases it may nominate; 50 in all, and invented."""


def set_targets(tree: Tree) -> None:
    """Give each union of ``targets.csv`` its targets; an empty cell is no target."""
    unions = {PROVINCE: tree.province, **tree.by_adcode}
    Target.objects.bulk_create(
        Target(season=tree.season, union=union, indicator=indicator, amount=int(amount))
        for row in table("targets")
        for union in [unions[row.pop("adcode")]]
        for indicator, amount in row.items()
        if amount
    )


def set_quotas(tree: Tree) -> None:
    """Give each city its quota of cases."""
    cadre = tree.cadres[tree.province.pk]
    for adcode, amount in QUOTAS.items():
        set_quota(season=tree.season, union=tree.by_adcode[adcode], amount=amount, actor=cadre)
