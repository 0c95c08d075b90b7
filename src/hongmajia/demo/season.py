"""The demonstration season: published problems and helpers, in the middle of the service stage."""

from contextlib import suppress
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.matching.actions import start_round
from hongmajia.matching.tasks import find_common_problems, learn_meanings
from hongmajia.needs.actions import show_need_to
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.models import Need, NeedPhoto
from hongmajia.needs.suggesting import suggest_for
from hongmajia.people.models import Helper
from hongmajia.unions.actions import fill_year

from .accounts import open_accounts
from .apprentices import add_apprentices
from .book import make_book
from .campaigns import add_campaigns
from .cases import add_cases
from .circulars import add_circular
from .codes import phone
from .drawings import tank_ring, weld_seam, workshop
from .earlier_years import add_earlier_years
from .enterprises import demo_enterprise
from .events import add_events
from .facts import PlacedNeed, placed_needs, rows_of
from .helpers import add_helper, fill_teams
from .histories import NeedHistory, days_before, write_histories
from .knowledge import add_knowledge
from .meetings import add_meeting
from .news import add_news_and_projects
from .open_activities import add_open_activities
from .pairings import add_pairings, add_uses
from .safety import add_safety
from .services import write_services
from .supervisions import add_supervisions
from .targets import set_quotas, set_targets
from .tasks import print_book
from .threads import add_threads
from .told_events import add_told_events
from .told_places import add_told_places
from .tree import Tree, build_tree

LIMITS = {
    NeedState.SUBMITTED: 2,
    NeedState.ESCALATED: 2,
    NeedState.LISTED: 5,
    NeedState.REOPENED: 5,
    NeedState.SOLVED: 5,
}


@transaction.atomic
def load_season(now: datetime | None = None) -> None:
    """Fill an empty database. All dates are relative to ``now``, by default the present time."""
    now = now or timezone.now()
    tree = build_tree(timezone.localtime(now).date())
    set_targets(tree)
    set_quotas(tree)
    fill_calendar(tree)
    # Helpers of Zhejiang are added last: the front page shows the newest offers.
    nearest_last = sorted(rows_of("helpers"), key=lambda row: row["region"].startswith("浙江"))
    helpers = {row["id"]: add_helper(tree, row) for row in nearest_last}
    fill_teams(tree, helpers)
    add_safety(tree, helpers, now)
    histories = [
        history_of(tree, helpers, placed, n, now) for n, placed in enumerate(placed_needs())
    ]
    dice = Random(1)
    write_services(write_histories(histories), dice, now)
    add_open_activities(tree, dice, now)
    link_merged_needs(histories)
    add_photographs(histories[0].need)
    open_accounts(tree, helpers)
    show_to_helpers(histories)
    add_threads(now)
    add_apprentices(now)
    add_events(tree, now)
    add_told_events(tree, now)
    add_meeting(tree, now)
    add_pairings(tree, now)
    start_rounds(tree)
    add_cases(tree, now)
    add_uses(tree, now)
    add_news_and_projects(tree, now)
    add_told_places(tree, now)
    add_campaigns(tree, now)
    add_circular(tree, now)
    add_supervisions(tree, now)
    add_earlier_years(tree, helpers, dice, now)
    add_knowledge(tree, helpers, now)
    for need in Need.objects.filter(category=None).exclude(union=tree.group):
        suggest_for.enqueue(need.pk)
    print_book.enqueue(make_book(tree).pk)
    find_common_problems.enqueue()
    learn_meanings.enqueue()


def fill_calendar(tree: Tree) -> None:
    """Enter the public holidays of the season's year, if they are known."""
    with suppress(Refused):
        fill_year(actor=tree.cadres[tree.province.pk], year=tree.season.year)


def history_of(
    tree: Tree, helpers: dict[str, Helper], placed: PlacedNeed, number: int, now: datetime
) -> NeedHistory:
    """The history of a line of ``season.csv``; ``number`` varies the invented details."""
    home = tree.county_of(placed.adcode)
    holder = home if placed.holder == "county" else tree.city_of(placed.adcode)
    enterprise = demo_enterprise(tree, placed, number)
    need = Need(
        season=tree.season,
        state=placed.state,
        title=placed.facts["title"],
        text=placed.facts["text"],
        industry=placed.facts["industry"],
        category=None if placed.state in ("submitted", "draft", "returned") else placed.category,
        suggested_category=placed.category,
        visibility=(Visibility.MASKED, Visibility.MASKED, Visibility.OPEN, Visibility.UNIONS)[
            number % 4
        ],
        enterprise=enterprise,
        region_id=placed.adcode,
        contact_name=f"{'沈陈徐王李林'[number % 6]}{'女士' if number % 2 else '先生'}",
        contact_phone=phone(number),
        union=holder,
        home_union=home,
        **placed.details,
    )
    return NeedHistory(
        need=need,
        asked=days_before(now, placed.asked_days),
        since=days_before(now, placed.since_days),
        now=now,
        cadre=tree.cadres[holder.pk],
        home_cadre=tree.cadres[home.pk],
        asked_helpers=[(helpers[key], state) for key, state in placed.asked_helpers],
        limit=LIMITS.get(NeedState(placed.state)),
    )


def link_merged_needs(histories: list[NeedHistory]) -> None:
    """Link each merged need to the earlier one with the same title."""
    first = {history.need.title: history.need for history in reversed(histories)}
    for history in histories:
        if history.need.state == NeedState.MERGED:
            Need.objects.filter(pk=history.need.pk).update(merged_into=first[history.need.title])


def show_to_helpers(histories: list[NeedHistory]) -> None:
    """Let the helpers who were asked see the need, as after an invitation."""
    for history in histories:
        asked = Helper.objects.filter(pk__in=[helper.pk for helper, _ in history.asked_helpers])
        show_need_to(history.need, [helper.answerer for helper in asked])


def add_photographs(need: Need) -> None:
    """Add drawings to a need, to show what photographs look like there."""
    for draw in (weld_seam, tank_ring, workshop):
        NeedPhoto.objects.create(need=need, image=draw())


def start_rounds(tree: Tree) -> None:
    """Start a matching round of Huzhou and one of the province; the worker computes them."""
    for union in (tree.by_adcode["330500"], tree.province):
        start_round(actor=tree.cadres[union.pk], season=tree.season, union=union)
