"""The demonstration season: real problems, real helpers by surname, a province in mid-service."""

from contextlib import suppress
from datetime import datetime, timedelta
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
from hongmajia.unions.enums import Section, UnionKind
from hongmajia.unions.models import Enterprise, Region

from . import biography
from .accounts import open_accounts
from .biography import Life
from .cases import tell_cases
from .codes import credit_code, phone
from .drawings import tank_ring, weld_seam, workshop
from .facts import Placed, placed_needs, rows_of
from .helpers import add_helper, fill_teams
from .services import add_open_activities, write_services
from .talking import add_apprentices, add_threads
from .telling import tell_the_public
from .tree import Tree, found, plant_tree

SECTIONS = {"农": Section.A, "渔": Section.A, "畜": Section.A, "电力": Section.D, "修理": Section.O}
LIMITS = {
    NeedState.SUBMITTED: 2,
    NeedState.ESCALATED: 2,
    NeedState.LISTED: 5,
    NeedState.REOPENED: 5,
    NeedState.SOLVED: 5,
}


@transaction.atomic
def load_season(now: datetime | None = None) -> None:
    """Fill an empty database; every date is counted back from ``now``."""
    now = now or timezone.now()
    tree = plant_tree(timezone.localtime(now).date())
    fill_calendar(tree)
    nearest_last = sorted(rows_of("helpers"), key=lambda row: row["region"].startswith("浙江"))
    helpers = {row["id"]: add_helper(tree, row) for row in nearest_last}
    fill_teams(tree, helpers)
    lives = [make_life(tree, helpers, placed, n, now) for n, placed in enumerate(placed_needs())]
    dice = Random(1)
    write_services(biography.write(lives), dice, now)
    add_open_activities(tree, dice, now)
    merge_twins(lives)
    add_photographs(lives[0].need)
    open_accounts(tree, helpers)
    show_to_helpers(lives)
    add_threads(now)
    add_apprentices(now)
    start_rounds(tree)
    tell_cases(tree)
    tell_the_public(tree, now)
    for need in Need.objects.filter(category=None):
        suggest_for.enqueue(need.pk)
    find_common_problems.enqueue()
    learn_meanings.enqueue()


def fill_calendar(tree: Tree) -> None:
    """The public holidays of the year, as far as they are published."""
    with suppress(Refused):
        fill_year(actor=tree.cadres[tree.province.pk], year=tree.season.year)


def make_life(
    tree: Tree, helpers: dict[str, Helper], placed: Placed, number: int, now: datetime
) -> Life:
    """One placed need as a life to be written."""
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
    return Life(
        need=need,
        asked=back(now, placed.asked_days),
        since=back(now, placed.since_days),
        now=now,
        cadre=tree.cadres[holder.pk],
        home_cadre=tree.cadres[home.pk],
        asked_helpers=[(helpers[key], state) for key, state in placed.asked_helpers],
        limit=LIMITS.get(NeedState(placed.state)),
    )


def back(now: datetime, days: float) -> datetime:
    """Whole days ago in the morning; parts of a day simply that much earlier."""
    if days < 1:
        return now - timedelta(days=days)
    local = timezone.localtime(now) - timedelta(days=days)
    return local.replace(hour=9 + int(days) % 7, minute=int(days * 7) % 60, second=0)


def demo_enterprise(tree: Tree, placed: Placed, number: int) -> Enterprise:
    """The asking firm, unnamed in the reports: called after its place and industry."""
    county = tree.county_of(placed.adcode)
    place = Region.objects.get(pk=placed.adcode)
    industry = placed.facts["industry"].split("/")[0]
    sections = [section for word, section in SECTIONS.items() if word in industry]
    union = county
    if number == 0:
        name = f"{place.short_name}某企业工会（演示）"
        union = found(county, name, UnionKind.ENTERPRISE, place)
    return Enterprise.objects.create(
        name=f"{place.short_name}某{industry}企业{number + 1}（演示）",
        credit_code=credit_code(placed.adcode, number),
        section=sections[0] if sections else Section.C,
        region=place,
        union=union,
        employees=20 + number * 7,
        is_specialised=number % 5 == 0,
    )


def merge_twins(lives: list[Life]) -> None:
    """A merged need follows the earlier one with the same title."""
    first = {life.need.title: life.need for life in reversed(lives)}
    for life in lives:
        if life.need.state == NeedState.MERGED:
            Need.objects.filter(pk=life.need.pk).update(merged_into=first[life.need.title])


def show_to_helpers(lives: list[Life]) -> None:
    """Whoever was asked sees the need, as after an ordinary invitation."""
    for life in lives:
        asked = Helper.objects.filter(pk__in=[helper.pk for helper, _ in life.asked_helpers])
        show_need_to(life.need, [helper.answerer for helper in asked])


def add_photographs(need: Need) -> None:
    """The first need shows what photographs look like."""
    for draw in (weld_seam, tank_ring, workshop):
        NeedPhoto.objects.create(need=need, image=draw())


def start_rounds(tree: Tree) -> None:
    """Plans wait for the cadres of Huzhou and of the province once the worker has made them."""
    for union in (tree.by_adcode["330500"], tree.province):
        start_round(actor=tree.cadres[union.pk], season=tree.season, union=union)
