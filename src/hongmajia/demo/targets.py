"""The targets of the demonstration season: of the province, its cities and the counties of Huzhou.

Those of the cities add up to the province's, those of the counties to Huzhou's.
"""

from hongmajia.unions.models import Target

from .facts import table
from .tree import Tree

PROVINCE = "330000"


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
