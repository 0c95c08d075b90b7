"""Having those unions telephoned that nobody can read a circular for."""

from hongmajia.notices.calling import plan_call
from hongmajia.notices.models.sentences import Line
from hongmajia.notices.sides import Callee
from hongmajia.unions.models import Union

from ..models import Circular, Receipt
from ..queries import cadres_by_union
from .shared import page_of


def call_those_without_cadre(circular: Circular, line: Line) -> int:
    """Plan a call to each union without a cadre, by the nearest union above that has one.

    That is the sender at the latest. Returns how many calls.
    """
    receipts = list(circular.receipts.select_related("union").order_by("union__path"))
    silent = _without_cadre(receipts)
    above = _unions_above(silent)
    manned = cadres_by_union(union.pk for union in above.values())
    for receipt in silent:
        paths = sorted((path for path in above if receipt.union.path.startswith(path)), key=len)
        near = [above[path] for path in reversed(paths) if above[path].pk in manned]
        callee = Callee(receipt.union.name, receipt, near[0] if near else circular.union)
        plan_call(callee, [line], page_of(circular), circular.story)
    return len(silent)


def _without_cadre(receipts: list[Receipt]) -> list[Receipt]:
    manned = cadres_by_union(receipt.union_id for receipt in receipts)
    return [receipt for receipt in receipts if receipt.union_id not in manned]


def _unions_above(receipts: list[Receipt]) -> dict[str, Union]:
    """Path → union, of all that are above one of theirs."""
    paths = {
        receipt.union.path[:end]
        for receipt in receipts
        for end in range(Union.steplen, len(receipt.union.path), Union.steplen)
    }
    return {union.path: union for union in Union.objects.filter(path__in=paths)}
