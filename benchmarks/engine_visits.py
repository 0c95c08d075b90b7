"""A month's visits: the search compared with best insertion, in one run.

    python benchmarks/engine_visits.py [--seconds 20]

Teams in the counties of Zhejiang, the working days of May 2026, visits scattered near them; a third
are optional with weights 1, 2 or 4. Best insertion puts one visit after the other, promised ones
first, into the day whose travel time grows least. The itineraries of both methods are checked, and
the figures counted from them.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from random import Random

from hongmajia.engine import Team, Visit, itinerary, working_days
from hongmajia.engine.places.divisions import in_province
from hongmajia.engine.routing.insertion import insert_remaining
from hongmajia.engine.routing.itinerary import ItineraryProblem
from hongmajia.engine.routing.travel import TravelMatrix

SIZES = ((1, 10), (1, 40), (1, 80), (5, 200), (10, 500))
"""Teams and visits."""
MAY = [date(2026, 5, 1) + timedelta(days=n) for n in range(31)]


def main() -> None:
    """Plan each month by both methods and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    print("| teams | visits | method | promised kept | weight | min. on the road | seconds |")
    print("|--:|--:|---|--:|--:|--:|--:|")
    for teams, visits in SIZES:
        compare(*month(teams, visits), seconds)


def month(teams: int, visits: int) -> tuple[list[Visit], list[Team]]:
    """A month of visits, the same for the same arguments."""
    dice = Random(teams * 1000 + visits)
    counties = [each for each in in_province("330000") if each.is_county]
    homes = dice.sample(counties, teams)
    shifts = working_days([day for day in MAY if day.weekday() < 5])
    crews = [
        Team(id=f"t{n}", shifts=shifts, most_a_day=3, lon=home.lon, lat=home.lat)
        for n, home in enumerate(homes)
    ]
    timed_visits = []
    for n in range(visits):
        home = dice.choice(homes)
        timed_visits.append(
            Visit(
                id=f"v{n}",
                minutes=dice.choice((60, 120, 180)),
                weight=None if n % 3 else float(dice.choice((1, 2, 4))),
                lon=(home.lon or 0) + dice.uniform(-0.6, 0.6),
                lat=(home.lat or 0) + dice.uniform(-0.5, 0.5),
            )
        )
    return timed_visits, crews


def compare(visits: list[Visit], teams: list[Team], seconds: float) -> None:
    """Print one row per method."""
    travel = TravelMatrix.from_places([*teams, *visits])
    began = time.perf_counter()
    task = ItineraryProblem.of(visits, teams, travel)
    possible = [n for n in range(len(visits)) if task.problem.shifts_for(n)]
    obvious = list(task.day_plans(insert_remaining(task.problem, [], possible)))
    row(visits, teams, "one by one", obvious, time.perf_counter() - began)
    began = time.perf_counter()
    found = itinerary(visits, teams, travel, seconds=seconds)
    row(visits, teams, "search", found.days, time.perf_counter() - began)


def row(visits: list[Visit], teams: list[Team], way: str, days, took: float) -> None:  # type: ignore[no-untyped-def]
    weights = {visit.id: visit.weight for visit in visits}
    made = [weights[stop.visit] for day in days for stop in day.stops]
    promised = sum(visit.weight is None for visit in visits)
    kept, weight = made.count(None), sum(w or 0 for w in made)
    road = sum(day.minutes for day in days)
    print(
        f"| {len(teams)} | {len(visits)} | {way} | {kept} of {promised} | {weight:.0f} "
        f"| {road:,} | {took:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
