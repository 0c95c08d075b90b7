"""Pages of a closed year offer nothing that it refuses, and say when needs are asked again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from hongmajia.core.errors import Refused
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.queries import open_season
from hongmajia.services.enums import ActivityForm, ActivityKind, ActivityState
from hongmajia.services.models import Activity
from hongmajia.unions import actions
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
CLOSED = "2026年度已经归档"


@pytest.fixture
def closed(province: Province) -> Season:
    """The season of 2026, closed by its host after its last stage."""
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"starts": yesterday - timedelta(days=20), "ends": yesterday}
    SeasonStage.objects.filter(season=province.season).update(**days)
    actions.close_season(actor=province.fang, season=province.season)
    province.season.refresh_from_db()
    return province.season


@pytest.fixture
def need(province: Province) -> Need:
    """A need of 2026 that a helper has solved."""
    return make_need(province, NeedState.CONFIRMED)


@pytest.fixture
def service(province: Province, need: Need) -> Engagement:
    """The service of Dong for the need."""
    return Engagement.objects.create(
        need=need, helper=province.dong_helper, state=EngagementState.CONFIRMED,
        origin=Origin.DISPATCH,
    )  # fmt: skip


@pytest.fixture
def visit(province: Province, service: Engagement) -> Activity:
    """The visit of the service, which was held."""
    ago = timezone.now() - timedelta(days=9)
    made = Activity.objects.create(
        season=province.season, union=province.deqing, title="焊接", starts_at=ago,
        ends_at=ago + timedelta(hours=2), region=province.mogan.region,
        form=ActivityForm.GUIDANCE, kind=next(iter(ActivityKind)), state=ActivityState.HELD,
    )  # fmt: skip
    made.engagements.add(service)
    return made


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_nobody_is_invited_to_ask_between_two_years(client: Client, closed: Season) -> None:
    assert f"{CLOSED}。征集开始的日子还没有定。" in page(client, "/")
    asking = page(client, "/needs/ask/")
    assert f"{CLOSED}。征集开始的日子还没有定。" in asking
    assert 'id="ask"' not in asking


def test_they_read_when_the_next_year_collects(
    client: Client, province: Province, closed: Season
) -> None:
    next_year = Season.objects.create(
        union=province.province, year=2027, name="下一年", number_prefix="浙2027"
    )
    soon = timezone.localdate() + timedelta(days=30)
    next_year.stages.create(stage=Stage.COLLECT, starts=soon, ends=soon + timedelta(days=30))
    day = date_format(soon, "DATE_FORMAT")
    assert f"{CLOSED}。征集{day}开始。" in page(client, "/needs/ask/")


def test_the_action_says_so_too(province: Province, closed: Season) -> None:
    with pytest.raises(Refused, match=f"{CLOSED}。征集开始的日子还没有定"):
        open_season(province.deqing)


def test_asking_is_open_while_the_host_corrects(
    client: Client, province: Province, closed: Season
) -> None:
    Season.objects.filter(pk=closed.pk).update(open_until=timezone.localdate())
    assert 'id="ask"' in page(client, "/needs/ask/")


def test_a_tracking_page_offers_nothing_that_is_refused(
    client: Client, province: Province, need: Need
) -> None:
    address = f"/track/{need.tracking_code}/"
    assert f"{address}reopen/" in page(client, address)
    Season.objects.filter(pk=province.season.pk).update(closed_at=timezone.now())
    after = page(client, address)
    assert f"{address}reopen/" not in after
    assert "这件需求不再改" in after


def test_the_pages_of_need_and_activity_offer_it_neither(
    client: Client, province: Province, need: Need, visit: Activity
) -> None:
    activity = f"/activities/{visit.pk}/"
    services = f"/needs/{need.pk}/services/"
    client.force_login(province.xu, backend=BACKEND)
    assert "撤回这份记录" in page(client, activity)
    Season.objects.filter(pk=province.season.pk).update(closed_at=timezone.now())
    assert "撤回这份记录" not in page(client, activity)
    client.force_login(province.contact, backend=BACKEND)
    assert "问题又出现了" not in page(client, services)


def test_the_host_is_told_how_it_can_be_changed(
    client: Client, province: Province, need: Need, closed: Season
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    assert "确实要改，请按“开放更正”。" in page(client, f"/needs/{need.pk}/")
    client.force_login(province.xu, backend=BACKEND)
    assert "请浙江省总工会开放更正。" in page(client, f"/needs/{need.pk}/")
