"""The lists of enterprises and unions: what is ticked is exported alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from hongmajia.core.ticking import MOST
from hongmajia.unions.actions import add_enterprise
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code
from tests.exports import rows_of

As = Callable[[str], Client]
Work = Callable[[], None]


@pytest.fixture
def second(province: Province) -> Enterprise:
    """Another enterprise of Deqing."""
    facts = {"region": province.mogan.region, "union": province.deqing, "division": "34"}
    return add_enterprise(
        actor=province.xu, name="德清第二机械厂", credit_code=credit_code(2), **facts
    )


def test_ticked_enterprises_are_exported_alone(
    as_: As, province: Province, work: Work, second: Enterprise
) -> None:
    browser = as_("xu")
    assert len(browser.get("/enterprises/").context["ticks"].boxes) == 2
    wanted = {"only": "ticked", "tick": second.pk}
    _headings, row = rows_of(browser, work, "/enterprises/export/", **wanted)
    assert row[0] == second.name
    assert len(rows_of(browser, work, "/enterprises/export/")) == 3


def test_what_one_may_not_see_is_not_exported(
    as_: As, province: Province, work: Work, second: Enterprise
) -> None:
    wanted = {"only": "ticked", "tick": second.pk}
    assert len(rows_of(as_("wu"), work, "/enterprises/export/", **wanted)) == 1


def test_the_page_of_the_export_leads_back_to_the_list(
    as_: As, province: Province, second: Enterprise
) -> None:
    wanted = {"only": "ticked", "tick": second.pk}
    page = as_("xu").post("/enterprises/export/?q=德清", wanted, follow=True)
    assert page.context["page"] == "/enterprises/?q=%E5%BE%B7%E6%B8%85"
    assert "表格里只有勾选的。" in page.text


def test_unions_are_exported_with_the_columns_of_their_import(
    as_: As, province: Province, work: Work
) -> None:
    browser = as_("shen")
    headings, *rows = rows_of(browser, work, "/unions/export/")
    assert headings[:4] == ["工会名称", "层级", "上级工会", "干部"]
    deqing = next(row for row in rows if row[0] == "德清县总工会")
    assert deqing[2:4] == ["湖州市总工会", province.xu.name]
    assert len(rows) == len(browser.get("/unions/?q=会").context["found"])
    wanted = {"only": "ticked", "tick": [province.deqing.pk, province.wucheng.pk]}
    assert [row[0] for row in rows_of(browser, work, "/unions/export/", **wanted)[1:]] == [
        "德清县总工会"
    ], "Wucheng is not below Huzhou"


def test_no_more_than_so_many_are_exported_by_ticks(as_: As, province: Province) -> None:
    wanted = {"only": "ticked", "tick": list(range(1, MOST + 2))}
    answer = as_("xu").post("/enterprises/export/", wanted)
    assert (answer.status_code, "一次最多办200件" in answer.text) == (409, True)
