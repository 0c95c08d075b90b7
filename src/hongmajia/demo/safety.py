"""Licences and insurance of the demonstration: numbers and policies are invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from hongmajia.people.actions import insure, save_licence
from hongmajia.people.models import Helper

from .facts import table
from .tree import Tree

INSURER = "某财产保险公司（演示）"
POLICIES = (("330000", "YS-330000-01", 200), ("330500", "YS-330500-01", 21))
"""Region code of the union (``330000`` is the province), number, days that the policy still runs.

That of 湖州 ends within the month, so that the desk of its cadres asks for a new one.
"""


def add_safety(tree: Tree, helpers: dict[str, Helper], now: datetime) -> None:
    """Add the licences of ``licences.csv`` and the insurances of ``POLICIES``."""
    today = timezone.localdate(now)
    for row in table("licences"):
        helper = helpers[row["helper"]]
        save_licence(
            helper=helper, actor=tree.cadres[helper.union_id], kind=row["kind"],
            number=row["number"], issuer="应急管理部门（演示）",
            valid_until=today + timedelta(days=int(row["days"])), evidence=None,
        )  # fmt: skip
    for adcode, number, days in POLICIES:
        union = tree.province if adcode == "330000" else tree.by_adcode[adcode]
        ends = today + timedelta(days=days)
        insure(
            owner=union, actor=tree.cadres[union.pk], number=number, insurer=INSURER,
            valid_from=ends - timedelta(days=364), valid_until=ends,
        )  # fmt: skip
