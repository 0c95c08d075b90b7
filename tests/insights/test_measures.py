"""Property test: every indicator equals a slow count over the same random season."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hongmajia.insights.by_union import ByUnion, offices_below, union_rows
from hongmajia.insights.measures import ALL, SESSIONS, STANDARD, TOTALS
from hongmajia.insights.queries import Tally, by_kind
from hongmajia.insights.scope import Scope
from hongmajia.insights.summing import differences, keep_sums
from hongmajia.services.enums import ActivityKind
from tests.actors import Province
from tests.insights import seasons
from tests.insights.slowly import SLOWLY

ON_DATABASE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a season takes minutes
}

scopes = st.fixed_dictionaries(
    {
        "union": st.sampled_from(["province", "huzhou", "deqing", "wucheng", "national"]),
        "place": st.sampled_from(["", "", "3305", "330500", "330702"]),
        "category": st.none() | st.integers(1, 3),
        "section": st.sampled_from(["", "", "A", "C"]),
        "kind": st.sampled_from(["", "", *ActivityKind.values]),
        "since": st.none() | st.integers(0, 60),
        "until": st.none() | st.integers(0, 60),
    }
)


def test_every_indicator_has_a_slow_count() -> None:
    assert set(SLOWLY) == {measure.name for measure in ALL}


@settings(max_examples=30, **ON_DATABASE)
@given(season=seasons.seasons, chosen=scopes, acts=seasons.acts, minutes=st.booleans())
def test_every_indicator_equals_the_slow_count(
    province: Province,
    season: dict[str, Any],
    chosen: dict[str, Any],
    acts: list[Any],
    minutes: bool,
) -> None:
    with undone():
        seasons.live(province, season)
        scope = scope_of(province, chosen)
        assert figures(scope) == counted_slowly(scope)
        keep_sums()
        assert figures(scope) == counted_slowly(scope)
        for act, number in acts:
            seasons.change(act, number)
            assert figures(scope) == counted_slowly(scope)
            if minutes:
                keep_sums()
                assert figures(scope) == counted_slowly(scope)
        assert not list(differences())


@settings(max_examples=15, **ON_DATABASE)
@given(season=seasons.seasons, chosen=scopes)
def test_the_figures_of_all_places_sum_to_the_total(
    province: Province, season: dict[str, Any], chosen: dict[str, Any]
) -> None:
    with undone():
        seasons.live(province, season)
        scope = scope_of(province, chosen)
        tally = Tally(scope, ALL)
        for measure in ALL:
            parts = [tally.sums(measure, code) for code in tally.places[measure.name]]
            count, amount = tally.sums(measure)
            assert sum(n for n, _ in parts) == count
            assert sum(part for _, part in parts) == pytest.approx(amount)


@settings(max_examples=15, **ON_DATABASE)
@given(season=seasons.seasons, chosen=scopes)
def test_the_row_of_a_union_is_what_it_reads_itself(
    province: Province, season: dict[str, Any], chosen: dict[str, Any]
) -> None:
    with undone():
        seasons.live(province, season)
        if not chosen["place"]:
            keep_sums()
        scope = scope_of(province, chosen)
        rows = dict(union_rows(scope, ByUnion(scope, TOTALS), TOTALS))
        for union in offices_below(scope.union):
            own = Tally(replace(scope, union=union), TOTALS)
            assert rows[union.name] == pytest.approx([own.value(m) or 0 for m in TOTALS])


def scope_of(province: Province, chosen: dict[str, Any]) -> Scope:
    today = timezone.localdate()
    days = {
        name: None if chosen[name] is None else today - timedelta(days=chosen[name])
        for name in ("since", "until")
    }
    union = getattr(province, chosen["union"])
    return Scope(season=province.season, **{**chosen, **days, "union": union})


def figures(scope: Scope) -> dict[str, Any]:
    """Indicator → (number of records, sum of amounts), as the product counts them."""
    tally = Tally(scope, ALL)
    kinds = sum(n for _kind, n, _address in by_kind(scope))
    assert kinds == tally.sums(SESSIONS)[0], "each activity is of one kind"
    return {m.name: (tally.sums(m)[0], pytest.approx(tally.sums(m)[1], abs=1e-3)) for m in ALL}


def counted_slowly(scope: Scope) -> dict[str, Any]:
    found = {name: list(slowly(scope)) for name, slowly in SLOWLY.items()}
    return {name: (len(amounts), sum(amounts)) for name, amounts in found.items()}


@contextmanager
def undone() -> Iterator[None]:
    """Roll back what is written inside, so that each example starts with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_indicator_has_a_definition() -> None:
    for measure in STANDARD:
        assert str(measure.definition).endswith("。")
        assert len(str(measure.definition)) > 10


def test_the_document_has_the_same_definitions() -> None:
    document = Path("docs/indicators.md").read_text(encoding="utf-8")
    for measure in ALL:
        assert f"`{measure.name}`" in document
        assert str(measure.definition) in document, measure.name
