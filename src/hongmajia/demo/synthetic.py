"""A larger synthetic province, added to the demonstration's seasons; reproducible by its seed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from hongmajia.core.indexes import put_words
from hongmajia.needs.enums import Category, Channel, NeedState, Urgency, Visibility
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferKind, OfferMode
from hongmajia.offers.models import Offer
from hongmajia.people.enums import HelperKind, SkillGrade
from hongmajia.people.models import Artisan, Helper
from hongmajia.unions.enums import Section, UnionKind
from hongmajia.unions.models import Enterprise, Membership, Season, Union, User

from .codes import credit_code, phone
from .earlier_years import FINISHED
from .facts import rows_of
from .histories import NeedHistory, write_histories
from .season import LIMITS
from .services import write_services
from .tree import SURNAMES

NEEDS, HELPERS, ENTERPRISES = 1000, 200, 300
"""Rows at scale 1."""

BATCH = 5000

SHARES = {
    NeedState.SUBMITTED: 6, NeedState.RETURNED: 2, NeedState.LISTED: 18, NeedState.ESCALATED: 3,
    NeedState.MATCHED: 10, NeedState.IN_SERVICE: 16, NeedState.TACKLING: 3, NeedState.SOLVED: 8,
    NeedState.CONFIRMED: 30, NeedState.UNSOLVED: 2, NeedState.WITHDRAWN: 2,
}  # fmt: skip
"""States of needs and their shares in percent, as in the middle of the service stage."""

ENGAGED_STATES = {
    NeedState.MATCHED, NeedState.IN_SERVICE, NeedState.TACKLING, NeedState.SOLVED,
    NeedState.CONFIRMED,
}  # fmt: skip

WHERE = ("一号车间", "二号车间", "新产线", "老产线", "包装线", "焊装线", "总装线", "中试线")
SINCE = (
    "换料以后",
    "夏天高温时",
    "夜班时",
    "提速以后",
    "大修以后",
    "换新模具以后",
    "雨季里",
    "连班生产时",
)
WORSE = ("返工率到了{n}%", "一天停机{n}次", "一个月报废{n}件", "每班多花{n}分钟", "能耗高了{n}%")


@transaction.atomic
def load_province(scale: int, seed: int, say: Callable[[str], object], years: int = 1) -> None:
    """Add ``scale`` × (200 helpers, 300 enterprises), and ``scale`` × 1,000 needs to each season.

    The seasons are that of the demonstration and, with ``years`` of more than one, those before
    it. ``say`` is called with a line of progress after each step.
    """
    dice = Random(seed)
    seasons = list(Season.objects.order_by("-year")[:years])
    counties = list(Union.objects.filter(kind=UnionKind.COUNTY).select_related("region"))
    parents = {union.path: union for union in Union.objects.filter(kind=UnionKind.CITY)}
    cadres = {
        m.union_id: m.user for m in Membership.objects.filter(role="cadre").select_related("user")
    }
    enterprises = _enterprises(dice, counties, scale * ENTERPRISES)
    helpers = _helpers(dice, counties, scale * HELPERS)
    say(f"{len(enterprises):,} enterprises, {len(helpers):,} helpers")
    for ago, season in enumerate(seasons):
        shares = FINISHED if ago else SHARES
        now = timezone.now() - ago * timedelta(days=365)
        histories = _histories(
            dice, season, enterprises, helpers, cadres, parents, scale * NEEDS, shares, now
        )
        _write(histories, dice, now, say)


def _write(
    histories: Iterator[NeedHistory], dice: Random, now: datetime, say: Callable[[str], object]
) -> None:
    done = 0
    while batch := list(islice(histories, BATCH)):
        write_services(write_histories(batch, batch=1000), dice, now, batch=1000)
        done += len(batch)
        say(f"{done:,} needs")


def _enterprises(dice: Random, counties: list[Union], count: int) -> list[Enterprise]:
    start = Enterprise.objects.count()
    industries = sorted({row["industry"].split("/")[0] for row in rows_of("needs")})
    made = []
    for number in range(start, start + count):
        county, industry = dice.choice(counties), dice.choice(industries)
        made.append(_enterprise(dice, county, industry, number))
    return Enterprise.objects.bulk_create(made, batch_size=1000)


def _enterprise(dice: Random, county: Union, industry: str, number: int) -> Enterprise:
    assert county.region is not None
    return Enterprise(
        name=f"{county.region.short_name}某{industry}企业{number + 1}（演示）",
        credit_code=credit_code(county.region.pk, 100_000 + number),
        section=Section.C,
        region=county.region,
        union=county,
        employees=dice.randint(10, 900),
        is_specialised=dice.random() < 0.2,
    )


def _helpers(dice: Random, counties: list[Union], count: int) -> list[Helper]:
    facts = rows_of("helpers")
    helpers = []
    for _ in range(count):
        seen, county = dice.choice(facts), dice.choice(counties)
        helpers.append(
            Helper(
                kind=HelperKind.ARTISAN,
                name=f"{dice.choice(SURNAMES)}师傅",
                union=county,
                region=county.region,
                trade=seen["trade"],
                specialities=dice.sample(seen["specialities"], min(2, len(seen["specialities"]))),
                bio=f"{seen['trade']}，从业{dice.randint(8, 38)}年（演示）",
                weekly_capacity=dice.randint(1, 4),
                radius_km=dice.choice((40, 60, 100, 150)),
                online_ok=dice.random() < 0.8,
            )
        )
    Helper.objects.bulk_create(helpers, batch_size=1000)
    Artisan.objects.bulk_create(
        (
            Artisan(
                helper=h,
                skill_grade=dice.choice(SkillGrade.values[3:]),
                volunteer_number=f"YS{h.pk:08}",
            )
            for h in helpers
        ),
        batch_size=1000,
    )
    offers = Offer.objects.bulk_create(
        (
            Offer(
                helper=h,
                kind=OfferKind.TECHNIQUE,
                title=f"{h.specialities[0]}：看现场、出办法",
                text=h.bio,
                mode=OfferMode.BOTH,
            )
            for h in helpers
            if h.specialities
        ),
        batch_size=1000,
    )
    put_words(Helper, (helper.pk for helper in helpers))
    put_words(Offer, (offer.pk for offer in offers))
    return helpers


def _histories(
    dice: Random,
    season: Season,
    enterprises: list[Enterprise],
    helpers: list[Helper],
    cadres: dict[int, User],
    cities: dict[str, Union],
    count: int,
    shares: Mapping[NeedState, int],
    now: datetime,
) -> Iterator[NeedHistory]:
    facts = rows_of("needs")
    states, weights = list(shares), list(shares.values())
    for number in range(count):
        enterprise, state = dice.choice(enterprises), dice.choices(states, weights)[0]
        home = enterprise.union
        holder = cities[home.path[:-4]] if state == NeedState.ESCALATED else home
        asked, since = _dates(dice, now, state)
        helper = [(dice.choice(helpers), "accepted")] if state in ENGAGED_STATES else []
        need = _need(dice, season, enterprise, state, dice.choice(facts), number)
        need.union, need.home_union = holder, home
        office, home_office = cadres[holder.pk], cadres[home.pk]
        yield NeedHistory(need, asked, since, now, office, home_office, helper, LIMITS.get(state))


def _dates(dice: Random, now: datetime, state: NeedState) -> tuple[datetime, datetime]:
    early = state in (NeedState.SUBMITTED, NeedState.RETURNED, NeedState.ESCALATED)
    asked = dice.uniform(0.1, 4) if early else dice.uniform(6, 70)
    return now - timedelta(days=asked), now - timedelta(days=asked * dice.uniform(0.05, 0.6))


def _need(
    dice: Random,
    season: Season,
    enterprise: Enterprise,
    state: NeedState,
    facts: dict[str, Any],
    number: int,
) -> Need:
    where, when = dice.choice(WHERE), dice.choice(SINCE)
    worse = dice.choice(WORSE).format(n=dice.randint(3, 60))
    category = dice.choices(Category.values, (34, 12, 24, 7, 12, 7, 4))[0]
    return Need(
        season=season,
        state=state,
        channel=dice.choice((Channel.WEB, Channel.LIAISON, Channel.IMPORT)),
        title=f"{where}：{facts['title']}"[:60],
        text=f"{when}，{facts['text']}，{worse}。",
        goal=f"{worse.rstrip('。')}降一半以上" if dice.random() < 0.5 else "",
        industry=facts["industry"].split("/")[0],
        category=None if state in (NeedState.SUBMITTED, NeedState.RETURNED) else category,
        suggested_category=category,
        mode=dice.choice(OfferMode.values),
        urgency=dice.choices(Urgency.values, (80, 15, 5))[0],
        visibility=dice.choices(Visibility.values, (30, 60, 10))[0],
        enterprise=enterprise,
        region_id=enterprise.region_id,
        contact_name=f"{dice.choice(SURNAMES)}{dice.choice(('女士', '先生'))}",
        contact_phone=phone(number),
    )
