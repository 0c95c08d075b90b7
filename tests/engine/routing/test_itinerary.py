"""A month on the road: nobody comes at the wrong time, nobody twice, the promised come first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import EngineError, describe
from hongmajia.engine.routing.itinerary import ItineraryProblem, itinerary
from hongmajia.engine.routing.schedule import Route, RoutingProblem
from hongmajia.engine.routing.travel import TravelMatrix
from hongmajia.engine.routing.visits import Itinerary, Stop, Team, Visit, Window, working_days

MONDAY = date(2026, 5, 11)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]


def at(day: int, hour: float) -> datetime:
    """The hour of the day-th day of that week."""
    return datetime.combine(WEEK[day], time()) + timedelta(hours=hour)


def welders(days: int = 5, **facts: object) -> Team:
    """The welding team of 吴兴."""
    given = {"id": "welders", "adcode": "330502", "skills": frozenset({"焊接"})}
    return Team(**{**given, "shifts": working_days(WEEK[:days]), **facts})  # type: ignore[arg-type]


def timed_visit(name: str, **facts: object) -> Visit:
    """A visit in 德清."""
    return Visit(id=name, **{"adcode": "330521", **facts})  # type: ignore[arg-type]


def causes(plan: Itinerary) -> dict[str, str]:
    return {left.visit: left.cause.code for left in plan.left}


# --- one team's week ----------------------------------------------------------------------------


def test_two_visits_in_one_place_are_one_journey() -> None:
    plan = itinerary(
        [timed_visit("a"), timed_visit("b"), timed_visit("far", adcode="330523")], [welders()]
    )
    assert [len(day.stops) for day in plan.days] == [2, 1]
    first = plan.days[0]
    assert first.date == MONDAY
    assert first.leaves == at(0, 8.5)
    assert first.back <= at(0, 17.5)
    assert plan.left == ()
    assert plan.km == pytest.approx(sum(day.km for day in plan.days))


def test_days_are_as_early_as_they_can_be() -> None:
    late = (Window(at(3, 8), at(4, 18)),)
    plan = itinerary(
        [timed_visit("a"), timed_visit("late", adcode="330523", windows=late)], [welders()]
    )
    assert [day.date for day in plan.days] == [WEEK[0], WEEK[3]]


def test_a_visit_lies_wholly_within_one_of_its_windows() -> None:
    windows = (Window(at(1, 9), at(1, 10)), Window(at(2, 13), at(2, 16)))
    (stop,) = itinerary([timed_visit("a", windows=windows)], [welders()]).stops
    assert (stop.begins, stop.ends) == (at(2, 13), at(2, 16))


def test_who_is_called_on_when_the_team_leaves_just_in_time() -> None:
    """It does not stand at the gate."""
    after_two = (Window(at(0, 14), at(0, 17)),)
    (day,) = itinerary([timed_visit("a", minutes=60, windows=after_two)], [welders()]).days
    assert day.leaves == at(0, 14) - timedelta(minutes=day.stops[0].minutes)


def test_no_more_in_a_day_than_the_team_wants() -> None:
    short = [timed_visit(str(n), minutes=30) for n in range(6)]
    plan = itinerary(short, [welders(most_a_day=2)])
    assert [len(day.stops) for day in plan.days] == [2, 2, 2]


def test_the_promised_come_before_any_weight() -> None:
    promised = [timed_visit(f"promised{n}", minutes=240) for n in range(2)]
    wished = [timed_visit(f"wished{n}", minutes=60, weight=1000) for n in range(6)]
    plan = itinerary([*wished, *promised], [welders(days=1, shifts=working_days(WEEK[:1]))])
    assert [stop.visit for stop in plan.stops if "promised" in stop.visit] != []
    both = itinerary([*wished, *promised], [welders(days=2)])
    assert {"promised0", "promised1"} <= {stop.visit for stop in both.stops}


def test_among_the_optional_the_weightier_are_chosen() -> None:
    light, heavy = (
        timed_visit("light", minutes=400, weight=1),
        timed_visit("heavy", minutes=400, weight=1.2),
    )
    plan = itinerary([light, heavy], [welders(days=1)])
    assert [stop.visit for stop in plan.stops] == ["heavy"]
    assert causes(plan) == {"light": "visit_days_full"}


def test_a_team_comes_only_where_it_has_the_skill_or_gave_its_word() -> None:
    fitters = welders(id="fitters", skills=frozenset({"模具"}))
    visits = [
        timed_visit("weld", skills=frozenset({"焊接"})),
        timed_visit("mould", skills=frozenset({"模具"})),
        timed_visit("own", team="fitters"),
        timed_visit("both", skills=frozenset({"焊接", "模具"})),
    ]
    plan = itinerary(visits, [welders(), fitters])
    who = {stop.visit: day.team for day in plan.days for stop in day.stops}
    assert who == {"weld": "welders", "mould": "fitters", "own": "fitters"}
    assert describe(plan.left[0].cause) == "没有会模具、焊接的队"


# --- who is left out, and why -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visit", "code", "words"),
    [
        (timed_visit("a", minutes=600), "visit_too_long", "要10小时，一天排不下"),
        (timed_visit("a", region="北京", adcode=""), "visit_too_far", "当天来不及往返"),
        (timed_visit("a", skills=frozenset({"电镀"})), "visit_no_skill", "没有会电镀的队"),
        (timed_visit("a", windows=(Window(at(0, 6), at(0, 9)),)), "visit_no_date", "队里没空"),
        (timed_visit("a", windows=(Window(at(0, 9), at(0, 10)),)), "visit_no_date", "队里没空"),
    ],
)
def test_who_cannot_be_visited_is_told_why(visit: Visit, code: str, words: str) -> None:
    plan = itinerary([visit], [welders()])
    assert causes(plan) == {"a": code}
    assert words in describe(plan.left[0].cause)
    assert describe(plan.left[0].cause, "en")


def test_without_a_working_day_nobody_is_visited() -> None:
    assert causes(itinerary([timed_visit("a")], [welders(shifts=())])) == {"a": "visit_no_shift"}
    assert causes(itinerary([timed_visit("a")], [])) == {"a": "visit_no_skill"}
    assert itinerary([], [welders()]) == Itinerary()


# --- facts that contradict themselves -------------------------------------------------------------


@pytest.mark.parametrize(
    ("visits", "teams", "code"),
    [
        ([timed_visit("a"), timed_visit("a")], [welders()], "duplicate_id"),
        ([timed_visit("a")], [welders(), welders()], "duplicate_id"),
        ([timed_visit("a", minutes=0)], [welders()], "bad_number"),
        ([timed_visit("a", weight=float("nan"))], [welders()], "bad_number"),
        ([timed_visit("a", weight=0)], [welders()], "bad_number"),
        ([timed_visit("a")], [welders(most_a_day=0)], "bad_number"),
        ([timed_visit("a", team="nobody")], [welders()], "unknown_helper"),
        (
            [timed_visit("a", windows=(Window(at(1, 9), at(0, 9)),))],
            [welders()],
            "ends_before_it_begins",
        ),
        (
            [timed_visit("a")],
            [welders(shifts=(Window(at(0, 9), at(0, 9)),))],
            "ends_before_it_begins",
        ),
        ([timed_visit("a", adcode="", region="火星")], [welders()], "place_needed"),
    ],
)
def test_nonsense_is_refused_by_name(visits: list[Visit], teams: list[Team], code: str) -> None:
    with pytest.raises(EngineError) as refused:
        itinerary(visits, teams)
    assert refused.value.code == code
    assert describe(refused.value)
    assert describe(refused.value, "en")


# --- ways -----------------------------------------------------------------------------------------


def test_ways_are_longer_than_the_crow_flies_and_whole_ticks_of_minutes() -> None:
    travel = TravelMatrix.from_places([welders(), timed_visit("a")])
    assert 30 < travel.km[0, 1] < 45
    assert travel.km[0, 1] == travel.km[1, 0]
    assert travel.minutes[0, 1] % 5 == 0
    assert travel.minutes[0, 0] == 0


def test_measured_ways_are_taken_as_they_are_even_one_way_streets() -> None:
    travel = TravelMatrix.from_measurements([[0, 10], [30, 0]], minutes=[[0, 20.5], [40, 0]])
    (day,) = itinerary([timed_visit("a", adcode="", region="火星")], [welders()], travel).days
    assert (day.km, day.minutes) == (40, 61)
    assert day.stops[0].begins == at(0, 8.5) + timedelta(minutes=21)
    assert TravelMatrix.from_measurements([[0, 45], [45, 0]]).minutes[0, 1] == 60


@pytest.mark.parametrize(
    "matrix", [[[0, 1]], [[0, -1], [1, 0]], [[0, float("nan")], [1, 0]], [[0]], np.zeros((3, 3))]
)
def test_a_matrix_that_is_none_is_refused(matrix: object) -> None:
    with pytest.raises(EngineError) as refused:
        itinerary([timed_visit("a")], [welders()], TravelMatrix.from_measurements(matrix))  # type: ignore[arg-type]
    assert refused.value.code == "bad_matrix"


def test_progress_is_told_and_ends_at_its_end() -> None:
    told: list[tuple[int, int]] = []
    itinerary(
        [timed_visit("a")], [welders()], progress=lambda done, total: told.append((done, total))
    )
    assert told[-1][0] == told[-1][1]


# --- whatever the facts ---------------------------------------------------------------------------

SKILLS = ("焊接", "模具")


@st.composite
def weeks(
    draw: st.DrawFn, max_visits: int = 6, shifts: int = 3
) -> tuple[list[Visit], list[Team], TravelMatrix]:
    """One or two teams, a few days, a few visits scattered over a plain, in short time."""
    teams = [
        Team(
            id=f"team{n}",
            shifts=working_days(WEEK[: draw(st.integers(1, shifts))]),
            skills=frozenset(draw(st.sets(st.sampled_from(SKILLS)))),
            most_a_day=draw(st.none() | st.integers(1, 3)),
        )
        for n in range(draw(st.integers(1, 2)))
    ]
    visits = [
        Visit(
            id=f"visit{n}",
            minutes=draw(st.sampled_from((30, 120, 180, 300))),
            windows=tuple(draw(st.lists(windows(), max_size=2))),
            skills=frozenset(draw(st.sets(st.sampled_from(SKILLS), max_size=1))),
            team=draw(st.none() | st.sampled_from([team.id for team in teams])),
            weight=draw(st.none() | st.sampled_from((1.0, 2.0, 5.0))),
        )
        for n in range(draw(st.integers(0, max_visits)))
    ]
    many = len(teams) + len(visits)
    spots = np.array(
        draw(st.lists(st.tuples(*[st.integers(0, 90)] * 2), min_size=many, max_size=many))
    ).reshape(many, 2)
    km = np.hypot(*(spots[:, None] - spots[None, :]).transpose(2, 0, 1))
    return visits, teams, TravelMatrix.from_measurements(km)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    day, hour = draw(st.integers(0, 2)), draw(st.integers(7, 15))
    return Window(at(day, hour), at(draw(st.integers(day, 2)), hour + draw(st.integers(1, 9))))


def faults(
    plan: Itinerary, visits: list[Visit], teams: list[Team], travel: TravelMatrix
) -> Iterator[str]:
    """What is wrong with an itinerary, looked at afresh."""
    timed_visits, who = {visit.id: visit for visit in visits}, {team.id: team for team in teams}
    place = {name: n for n, name in enumerate([*who, *timed_visits])}
    told = [stop.visit for stop in plan.stops] + [left.visit for left in plan.left]
    if sorted(told) != sorted(timed_visits):
        yield "somebody twice or forgotten"
    if len({(day.team, day.date) for day in plan.days}) < len(plan.days):
        yield "one team in two places"
    for day in plan.days:
        team, now, here = who[day.team], day.leaves, day.team
        if not 1 <= len(day.stops) <= (team.most_a_day or 99):
            yield "too many or none in a day"
        for stop in day.stops:
            now += timedelta(minutes=int(travel.minutes[place[here], place[stop.visit]]))
            yield from faults_of(stop, now, timed_visits[stop.visit], team)
            now, here = stop.ends, stop.visit
        now += timedelta(minutes=int(travel.minutes[place[here], place[day.team]]))
        around = [s for s in team.shifts if s.begins <= day.leaves and day.back <= s.ends]
        if now != day.back or not around:
            yield "home too late"


def faults_of(stop: Stop, arrival: datetime, visit: Visit, team: Team) -> Iterator[str]:
    """What is wrong with one visit."""
    if stop.begins < arrival or stop.ends - stop.begins != timedelta(minutes=visit.minutes):
        yield "there before it can be"
    around = [w for w in visit.windows if w.begins <= stop.begins and stop.ends <= w.ends]
    if visit.windows and not around:
        yield "outside its window"
    if not visit.skills <= team.skills or visit.team not in (None, team.id):
        yield "without the skill, or another's word"


def worth(plan: Itinerary, visits: list[Visit]) -> tuple[int, float, int]:
    """Promised ones made, weight of the others, minutes on the road the fewer the better."""
    weights = {visit.id: visit.weight for visit in visits}
    made = [weights[stop.visit] for stop in plan.stops]
    on_the_road = sum(day.minutes for day in plan.days)
    return made.count(None), sum(weight or 0 for weight in made), -on_the_road


@settings(max_examples=60, deadline=None)
@given(weeks())
def test_no_itinerary_has_a_fault(week: tuple[list[Visit], list[Team], TravelMatrix]) -> None:
    visits, teams, travel = week
    plan = itinerary(visits, teams, travel, seconds=5)
    assert list(faults(plan, visits, teams, travel)) == []


@settings(max_examples=60, deadline=None)
@given(weeks(max_visits=4, shifts=1))
def test_small_weeks_are_planned_as_well_as_can_be(
    week: tuple[list[Visit], list[Team], TravelMatrix],
) -> None:
    """Looked at beside every way there is to plan them."""
    visits, teams, travel = week
    problem = ItineraryProblem.of(visits, teams, travel).problem
    plan = itinerary(visits, teams, travel, seconds=5)
    assert worth(plan, visits) == max(worths(problem, visits))


def worths(problem: RoutingProblem, visits: list[Visit]) -> Iterator[tuple[int, float, int]]:
    """Of every way to give the visits to the shifts, in every order."""
    for chosen in product(range(len(problem.shifts) + 1), repeat=len(visits)):
        days = [[v for v, c in enumerate(chosen) if c == s] for s in range(len(problem.shifts))]
        best = [cheapest(problem, s, day) for s, day in enumerate(days)]
        if None not in best:
            made = [visits[v].weight for v, c in enumerate(chosen) if c < len(problem.shifts)]
            travel_minutes = sum(way or 0 for way in best)
            yield made.count(None), sum(weight or 0 for weight in made), -travel_minutes


def cheapest(problem: RoutingProblem, shift: int, visits: Sequence[int]) -> int | None:
    """Fewest minutes on the road for a day with these visits; ``None`` if it is too short."""
    able_teams = all(problem.shifts[shift].team in problem.timed_visits[v].teams for v in visits)
    orders = [Route(problem.shifts[shift], order) for order in permutations(visits)]
    return min(
        (problem.travel_minutes(o) for o in orders if able_teams and problem.fits(o)), default=None
    )


@settings(max_examples=15, deadline=None)
@given(weeks())
def test_the_same_facts_give_the_same_itinerary(
    week: tuple[list[Visit], list[Team], TravelMatrix],
) -> None:
    assert itinerary(*week) == itinerary(*week)


@settings(max_examples=25, deadline=None)
@given(weeks(max_visits=8))
def test_cut_short_it_still_leaves_out_nobody_who_fits(
    week: tuple[list[Visit], list[Team], TravelMatrix],
) -> None:
    visits, teams, travel = week
    plan = itinerary(visits, teams, travel, seconds=0)
    assert list(faults(plan, visits, teams, travel)) == []
    task = ItineraryProblem.of(visits, teams, travel)
    number = {visit.id: n for n, visit in enumerate(visits)}
    days = {(d.team, d.date): [number[s.visit] for s in d.stops] for d in plan.days}
    for left in plan.left:
        for shift in task.problem.shifts:
            key = teams[shift.team].id, (task.midnight + timedelta(minutes=shift.begins)).date()
            day = days.get(key, [])
            new = number[left.visit]
            grown = [[*day[:n], new, *day[n:]] for n in range(len(day) + 1)]
            able_teams = shift.team in task.problem.timed_visits[new].teams
            fits = any(task.problem.fits(Route(shift, tuple(order))) for order in grown)
            assert not (able_teams and fits)
