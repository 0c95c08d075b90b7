"""The indicator counted from those who helped themselves with what others had done."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.knowledge.models import Trial

from ..scope import Scope
from .definition import Measure


def worked(scope: Scope) -> QuerySet[Any]:
    """Trials that worked, by the union and place of whoever said so.

    None if the scope is filtered by the kind of activity, which trials do not have.
    """
    if scope.kind:
        return Trial.objects.none()
    found = Trial.objects.worked().filter(scope.in_season(), union__in=scope.unions())
    if scope.category:
        found = found.filter(category=scope.category)
    if scope.section:
        found = found.filter(enterprise__section=scope.section)
    return found.filter(scope.at("region"), scope.during("said_at"))


SELF_SOLVED = Measure(
    "self_solved", _("自助解决"), _("家次"),
    _("看了别家怎么解决的，或者一类问题的标准答案，照着做、说管用的。没有提需求，也没有师傅上门，"
      "不算进解决的需求。没有账号的，一个浏览器对一件只算一次。"),
    worked, "trials", "region", union="union__path",
)  # fmt: skip
OF_TRIALS = (SELF_SOLVED,)
