"""The rows of unions in a summary are what each union reads on its own page of figures."""

from dataclasses import replace

import pytest

from hongmajia.insights.by_union import ByUnion, offices_below, union_rows
from hongmajia.insights.measures import TOTALS
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from tests.actors import Province
from tests.insights.conftest import many


def test_each_indicator_knows_for_which_union_a_record_counts() -> None:
    unknown = [m.name for m in TOTALS if bool(m.union) == bool(m.several)]
    assert unknown == []


@pytest.mark.parametrize("narrowed", [{}, {"place": "3305"}, {"category": 1}, {"section": "C"}])
def test_a_row_has_the_figures_of_the_unions_own_page(
    province: Province, narrowed: dict[str, object]
) -> None:
    many(province, 3)
    scope = Scope(province.season, province.province, **narrowed)  # type: ignore[arg-type]
    rows = dict(union_rows(scope, ByUnion(scope, TOTALS), TOTALS))
    whole = Tally(scope, TOTALS)
    assert rows["合计"] == [whole.value(measure) or 0 for measure in TOTALS]
    assert narrowed or any(rows["合计"])
    below = offices_below(scope.union)
    assert below
    for union in below:
        own = Tally(replace(scope, union=union), TOTALS)
        assert rows[union.name] == [own.value(measure) or 0 for measure in TOTALS]
