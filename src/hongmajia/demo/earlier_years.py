"""The years before the demonstration season, for 历年: two seasons, and totals of years before.

The problems are those of the published reports again, as if they had been asked in these years.
The totals are those that 湖州 reported of three years, as the press page names them.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from hongmajia.insights.reporting import report_total
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise, Season

from .enterprises import demo_enterprise
from .facts import PlacedNeed, placed_needs
from .histories import NeedHistory, days_before, write_histories
from .services import write_services
from .tree import Tree, open_season

NEEDS = {1: 42, 2: 27}
"""Years ago → how many needs there were."""

FINISHED = {
    NeedState.CONFIRMED: 84, NeedState.UNSOLVED: 6, NeedState.WITHDRAWN: 6, NeedState.LISTED: 4,
}  # fmt: skip
"""States of needs and their shares in percent, in a year that is over."""

FIRST_NUMBER = 100
"""The enterprises of each year have numbers of their own, from a hundred on."""

REPORTED = {"sessions": 5315, "suggestions": 50_000}
"""Indicator → total of three years in 湖州."""

CLOSED_AFTER = timedelta(days=120)
"""How long after the middle of its service stage a year was closed."""


def add_earlier_years(tree: Tree, helpers: dict[str, Helper], dice: Random, now: datetime) -> None:
    """Add the seasons of ``NEEDS``, each with its needs, services and confirmations, and close it.

    ``helpers`` by their id are those who helped: who helps with the problem this season, else any.
    """
    placed, everybody = list(placed_needs()), list(helpers.values())
    for ago, count in NEEDS.items():
        then = now.replace(year=now.year - ago, day=min(now.day, 28))
        season = open_season(tree.province, then.date())
        askers = [
            (each, demo_enterprise(tree, each, FIRST_NUMBER * ago + number))
            for number, each in enumerate(dice.choices(placed, k=count))
        ]
        histories = [
            history_of(tree, season, helping(helpers, asker[0]) or other, *asker, dice, then)
            for asker in askers
            for other in [dice.choice(everybody)]
        ]
        write_services(write_histories(histories), dice, then + timedelta(days=60))
        season.closed_at = then + CLOSED_AFTER
        season.save()
    _report_totals(tree, now.year - max(NEEDS) - 1)


def _report_totals(tree: Tree, last: int) -> None:
    """Enter the totals of the three years up to ``last``."""
    huzhou = tree.by_adcode["330500"]
    for indicator, amount in REPORTED.items():
        report_total(
            actor=tree.cadres[huzhou.pk], union=huzhou, first_year=last - 2, year=last,
            indicator=indicator, amount=Decimal(amount), source="服务月报道（演示）",
        )  # fmt: skip


def helping(helpers: dict[str, Helper], placed: PlacedNeed) -> Helper | None:
    """Who helps with the problem in the present season."""
    known = (helpers[key] for key, state in placed.asked_helpers if state == "accepted")
    return next(known, None)


def history_of(
    tree: Tree,
    season: Season,
    helper: Helper,
    placed: PlacedNeed,
    enterprise: Enterprise,
    dice: Random,
    then: datetime,
) -> NeedHistory:
    """A need of ``season`` with an end of ``FINISHED``; ``then`` is in its service stage."""
    state = dice.choices(list(FINISHED), list(FINISHED.values()))[0]
    home = tree.county_of(placed.adcode)
    need = Need(
        season=season,
        state=state,
        title=placed.facts["title"],
        text=placed.facts["text"],
        industry=placed.facts["industry"],
        category=placed.category,
        suggested_category=placed.category,
        mode=dice.choice(OfferMode.values),
        visibility=Visibility.MASKED,
        enterprise=enterprise,
        region_id=placed.adcode,
        contact_name="陈女士",
        contact_phone="13800000000",
        union=home,
        home_union=home,
    )
    helped = state in (NeedState.CONFIRMED, NeedState.UNSOLVED)
    return NeedHistory(
        need=need,
        asked=days_before(then, dice.uniform(15, 60)),
        since=then + timedelta(days=dice.uniform(1, 40)),
        now=then + timedelta(days=60),
        cadre=tree.cadres[home.pk],
        home_cadre=tree.cadres[home.pk],
        asked_helpers=[(helper, "accepted")] if helped else [],
    )
