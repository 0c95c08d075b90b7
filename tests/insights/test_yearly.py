"""Figures over the years: the years sum to the whole, and what was only reported stands apart."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.insights.measures import STANDARD
from hongmajia.insights.models import ReportedTotal
from hongmajia.insights.queries import Tally
from hongmajia.insights.reporting import report_total
from hongmajia.insights.scope import Scope
from hongmajia.insights.yearly import Yearly, tally_of_year
from hongmajia.needs.models import Need
from hongmajia.unions.models import Season
from tests.actors import Province
from tests.insights.conftest import many, served
from tests.test_years import last_year

__all__ = ["last_year"]

ONCE = {"enterprises", "firms_asked", "firms_smaller", "firms_specialised", "firms_key"}
"""Counted once however many years they come: their years may sum to more than the whole."""


@pytest.fixture
def both(province: Province, last_year: Season) -> Scope:
    """Both years, with services of each."""
    many(province, 3)
    present = province.season
    province.season = last_year
    many(province, 2)
    province.season = present
    return Scope(present, province.province, others=(last_year,))


def test_the_years_sum_to_the_whole(both: Scope) -> None:
    years = [Tally(scope, STANDARD) for scope in Yearly(both).scopes]
    whole = Tally(both, STANDARD)
    for measure in STANDARD:
        counted = [tally.sums(measure)[0] for tally in years]
        assert (sum(counted) == whole.sums(measure)[0]) or measure.name in ONCE, measure.name
    assert whole.sums(STANDARD[0])[0] > max(years[0].sums(STANDARD[0])[0], 0)


def test_a_firm_that_comes_each_year_is_counted_once_and_the_page_says_so(both: Scope) -> None:
    firms = next(one for one in Yearly(both).series() if one.measure.name == "enterprises")
    assert [bar.value for bar in firms.bars] == [1, 1]
    assert firms.value == 1
    assert firms.notes == ["去重；各年相加是2"]


def test_each_number_opens_to_its_records(client: Client, province: Province, both: Scope) -> None:
    client.force_login(province.fang)
    page = client.get("/figures/years/").content.decode()
    for one in Yearly(both).series():
        for address, count in [
            (one.address, one.count),
            *((bar.address, None) for bar in one.bars),
        ]:
            if not address or not one.count:
                continue
            opened: Any = client.get(f"/figures/{one.measure.name}/{address}").context
            assert f"/figures/{one.measure.name}/{address.replace('&', '&amp;')}" in page
            assert count in (None, opened["count"])


def test_the_file_has_the_numbers_of_the_page(
    client: Client, province: Province, both: Scope
) -> None:
    client.force_login(province.fang)
    answer = client.get("/figures/years/file/")
    assert answer.headers["Content-Disposition"].endswith(".xlsx")


def test_figures_of_one_year_can_be_those_of_all(
    client: Client, province: Province, both: Scope
) -> None:
    client.force_login(province.fang)
    page: Any = client.get("/figures/?season=all")
    assert page.context["scope"].others == both.others
    assert "2025—2026年" in client.get("/figures/needs_collected/?season=all").content.decode()


# --- totals from before ---------------------------------------------------------------------


def reported(province: Province, **fields: Any) -> ReportedTotal:
    values = {
        "union": province.huzhou, "year": 2023, "indicator": "sessions", "amount": Decimal(1642),
        "source": "2023年度服务月统计表", **fields,
    }  # fmt: skip
    return report_total(actor=province.shen, **values)


def test_a_reported_total_is_shown_with_its_source_and_not_summed_silently(
    client: Client, province: Province
) -> None:
    served(province)
    client.force_login(province.shen)
    form = {"year": 2023, "indicator": "sessions", "amount": "1642", "source": "2023年度统计表"}
    assert client.post(f"/figures/reported/{province.huzhou.pk}/", form).status_code == 302
    page = client.get("/figures/years/").content.decode()
    assert "2023年度统计表" in page
    assert "1,642" in page
    assert "加上往年上报的，共1,643" in page
    [sessions] = [
        s
        for s in Yearly(Scope(province.season, province.huzhou)).series()
        if s.measure.name == "sessions"
    ]
    assert sessions.value == 1
    assert [bar.source for bar in sessions.bars] == ["2023年度统计表", ""]


def test_reported_again_it_replaces_the_earlier_one(province: Province) -> None:
    reported(province)
    reported(province, amount=Decimal(1640))
    assert [total.amount for total in ReportedTotal.objects.all()] == [1640]
    assert Event.objects.filter(verb="total.reported").count() == 2


def test_a_year_with_records_is_not_reported(province: Province) -> None:
    with pytest.raises(Refused, match="2026年的数由记录算出来"):
        reported(province, year=2026)


def test_a_total_of_several_years_is_shown_as_one_and_has_no_bar(
    client: Client, province: Province
) -> None:
    """As Huzhou reported: 5,315 consultations in three years, which nobody can part."""
    client.force_login(province.shen)
    form = {
        "year": 2021, "first_year": 2019, "indicator": "sessions", "amount": "5315",
        "source": "服务月通报",
    }  # fmt: skip
    assert client.post(f"/figures/reported/{province.huzhou.pk}/", form).status_code == 302
    page = client.get("/figures/years/").content.decode()
    assert "2019—2021" in page
    assert "加上往年上报的，共5,315" in page
    series = Yearly(Scope(province.season, province.huzhou)).series()
    assert not any(bar.source for one in series for bar in one.bars)


def test_years_are_reported_once(client: Client, province: Province) -> None:
    reported(province, year=2021, first_year=2019)
    with pytest.raises(Refused, match="2019—2021年的已经报过"):
        reported(province, year=2020)
    with pytest.raises(Refused, match="2026年的数由记录算出来"):
        reported(province, year=2027, first_year=2025)
    client.force_login(province.shen)
    form = {"year": 2018, "first_year": 2018, "indicator": "sessions", "amount": "1", "source": "x"}
    page = client.post(f"/figures/reported/{province.huzhou.pk}/", form)
    assert "要比上面的年度早" in page.content.decode()


def test_a_total_is_taken_back(client: Client, province: Province) -> None:
    total = reported(province)
    client.force_login(province.xu)
    assert client.post(f"/figures/totals/{total.pk}/back/").status_code == 404, "of a union above"
    client.force_login(province.shen)
    client.post(f"/figures/totals/{total.pk}/back/")
    assert not ReportedTotal.objects.exists()


def test_a_filter_leaves_reported_totals_out(province: Province) -> None:
    reported(province)
    scope = Scope(province.season, province.huzhou, category=1)
    assert all(not bar.source for one in Yearly(scope).series() for bar in one.bars)


@pytest.mark.parametrize("times", [1, 50])
def test_the_page_costs_the_same_for_one_record_and_for_fifty(
    client: Client, province: Province, times: int, django_assert_num_queries: Any
) -> None:
    many(province, times)
    client.force_login(province.shen)
    client.get("/figures/years/")
    with django_assert_num_queries(16):
        client.get("/figures/years/")


def test_the_tally_of_a_closed_year_is_kept_for_a_while(both: Scope, last_year: Season) -> None:
    """Nothing of it can change; an open year is counted each time."""
    last_year.closed_at = timezone.now()
    closed = replace(both, season=last_year, others=())
    before = tally_of_year(closed).sums(STANDARD[0])
    present = replace(both, others=())
    open_before = tally_of_year(present).sums(STANDARD[0])
    Need.objects.update(state="withdrawn")
    assert tally_of_year(closed).sums(STANDARD[0]) == before
    assert tally_of_year(present).sums(STANDARD[0]) != open_before
