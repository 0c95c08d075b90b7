"""Tables of what lasts longer than a season: apprenticeships, and pairings with enterprises.

They belong to no season; a package has those that its figures count, and those that ended early.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hongmajia.insights.measures.pairs import begun_in
from hongmajia.insights.measures.ties import stood_in
from hongmajia.people.models import Apprenticeship, FirmTie
from hongmajia.people.naming import name_for
from hongmajia.unions.models import Season

from ..columns import Table, columns_of, read_by, said
from .needs import CLOCK


@dataclass(frozen=True)
class LastingTable(Table):
    """A table of rows that ``during`` a season says which; ``path`` leads to their union, which is
    the host or one below it.
    """

    during: Callable[[Season], Q] = lambda season: Q()

    def found(self, season: Season) -> Any:
        """The rows of ``season``, unordered."""
        under = {f"{self.path}__path__startswith": season.union.path}
        return self.model._base_manager.filter(self.during(season), **under)


PAIRS = LastingTable(
    "apprenticeships", "师徒结对", Apprenticeship, "union",
    (
        *columns_of(Apprenticeship, id="编号"),
        read_by("master", "师傅", lambda row, reader: name_for(reader, row.master, row.union),
                source="master"),
        *columns_of(
            Apprenticeship, apprentice_name="徒弟", workplace="徒弟单位", skill="学什么",
            goals="学到什么程度", state="到了哪一步", starts_on="从哪天起", ends_on="到哪天为止",
            signed_on="签协议的日期", ended_on="实际结束的日期", registered_at="登记时间",
        ),
        said("union", "哪个工会的", lambda row: row.union.name, source="union"),
    ),
    related=("master__artisan", "master__union", "union"),
    left_out={**CLOCK, "apprentice_user": "徒弟的账号", "registered_by": "登记人的账号"},
    during=begun_in,
)  # fmt: skip
TIES = LastingTable(
    "firm_ties", "长期结对企业", FirmTie, "helper__union",
    (
        read_by("helper", "谁长期帮", lambda row, reader: name_for(
            reader, row.helper, row.helper.union), source="helper"),
        *columns_of(
            FirmTie, enterprise="企业，见enterprises", aim="长期帮什么", since="从哪天起",
            ended_on="到哪天为止；空的，还在结对", end_reason="为什么结束",
        ),
    ),
    related=("helper__artisan", "helper__union"), left_out={"id": "没有别的表引用"},
    during=stood_in,
)  # fmt: skip
