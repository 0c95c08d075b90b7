"""Kept sums: what figures read, what makes them stale, and the command that compares them.

That figures equal the slow count whenever the sums are made is tested in test_measures.py.
"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from hongmajia.insights.counting import count_season
from hongmajia.insights.measures import ALL, STANDARD
from hongmajia.insights.models import StaleUnion, SummarisedUnion, SummaryFirm, SummarySum
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.insights.summing import differences, keep_sums, remake_sums
from hongmajia.insights.tasks import keep_sums_fresh
from hongmajia.needs.actions import withdraw_need
from hongmajia.needs.models import Need
from hongmajia.services.actions import withdraw_record
from hongmajia.unions.models import Enterprise
from tests.actors import Province, make_need
from tests.insights.conftest import confirmed, served


def values(province: Province) -> dict[str, float | None]:
    """All figures of the province, as pages read them."""
    tally = Tally(Scope(season=province.season, union=province.province), ALL)
    return {measure.name: tally.value(measure) for measure in ALL}


def stale() -> set[int]:
    return set(StaleUnion.objects.values_list("union_pk", flat=True))


def told(*options: str) -> str:
    out = StringIO()
    call_command("figures", *options, stdout=out)
    return out.getvalue()


def test_figures_are_read_from_the_sums_and_not_counted_again(province: Province) -> None:
    confirmed(province, served(province))
    before = values(province)
    keep_sums_fresh.call()
    assert not stale()
    assert values(province) == before
    SummarySum.objects.filter(measure="sessions").update(count=7, amount=7)
    SummaryFirm.objects.filter(measure="enterprises").delete()
    assert values(province) == {**before, "sessions": 7, "enterprises": 0}


def test_what_other_rooms_read_is_the_same_from_the_sums(province: Province) -> None:
    """The book and the page of a new season also read what stands in no table of figures."""
    confirmed(province, served(province))
    before = count_season(province.season, province.province)
    keep_sums_fresh.call()
    assert count_season(province.season, province.province) == before
    assert before["needs_confirmed"].words == "1"


def test_an_act_makes_the_sums_of_its_union_stale_and_those_of_no_other(province: Province) -> None:
    make_need(province)
    keep_sums()
    home = {"union": province.wucheng, "home_union": province.wucheng, "region_id": "330702"}
    need = make_need(province, region=None, **home)
    assert stale() == {province.wucheng.pk}
    assert values(province)["needs_collected"] == 2
    keep_sums()
    withdraw_need(need=need, actor=province.xu)
    assert stale() == {province.wucheng.pk}
    assert values(province)["needs_collected"] == 1


def test_a_record_that_moves_makes_both_unions_stale(province: Province) -> None:
    need = make_need(province)
    keep_sums()
    Need.objects.filter(pk=need.pk).update(home_union=province.wucheng)
    assert stale() == {province.deqing.pk, province.wucheng.pk}


def test_whatever_is_deleted_is_no_longer_counted(province: Province) -> None:
    visit = served(province)
    keep_sums()
    withdraw_record(written=visit.record, actor=province.xu, reason="记错了企业")
    assert values(province)["sessions"] == values(province)["visits"] == 0
    keep_sums()
    assert values(province)["sessions"] == values(province)["visits"] == 0
    assert not list(differences())


def test_an_enterprise_that_moves_counts_at_its_new_place(province: Province) -> None:
    served(province)
    keep_sums()
    Enterprise.objects.filter(pk=province.mogan.pk).update(region_id="330702")
    tally = Tally(Scope(province.season, province.province, place="3307"), STANDARD)
    assert [tally.value(m) for m in STANDARD if m.name in ("enterprises", "firms_asked")] == [1, 1]


def test_what_is_undone_leaves_nothing_stale(province: Province) -> None:
    keep_sums()
    with transaction.atomic():
        make_need(province)
        assert stale()
        transaction.set_rollback(True)
    assert not stale()


def test_a_narrower_scope_is_counted(province: Province) -> None:
    served(province)
    keep_sums()
    SummarySum.objects.update(count=99, amount=99)
    tally = Tally(Scope(province.season, province.province, category=1), STANDARD)
    assert all(tally.sums(measure)[0] < 99 for measure in STANDARD)


def test_making_them_twice_makes_nothing(province: Province) -> None:
    assert keep_sums() == SummarisedUnion.objects.count() > 0
    assert keep_sums() == 0


def test_the_command_finds_what_differs_and_makes_it_anew(province: Province) -> None:
    confirmed(province, served(province))
    keep_sums()
    assert "equal" in told("--compare")
    SummarySum.objects.filter(measure="needs_solved").update(amount=5)
    with pytest.raises(CommandError, match="1 sums differ"):
        told("--compare")
    SummaryFirm.objects.filter(measure="firms_asked").delete()
    with pytest.raises(CommandError, match="2 sums differ"):
        told("--compare")
    assert "made the sums" in told("--rebuild")
    assert "equal" in told("--compare")
    assert remake_sums() > 0
