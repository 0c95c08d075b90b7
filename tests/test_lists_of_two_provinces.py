"""Lists in an installation of two provinces: what they cost, and whose records they show."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Artisan, Helper
from hongmajia.publicity.enums import NewsState
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union, User
from tests.actors import Province, make_need, make_offer

BACKEND = "django.contrib.auth.backends.ModelBackend"
MOST_QUERIES = 12
FRONT = 19
"""Queries of the front page, which with one province takes eighteen."""
Make = Callable[[Province, Union, int], Any]


def a_need(province: Province, union: Union, number: int) -> None:
    make_need(
        province, title=marked(union, number), union=union, home_union=union,
        region_id=union.region_id, season=season_of(union),
    )  # fmt: skip


def an_artisan(_province: Province, union: Union, number: int) -> Helper:
    helper = Helper.objects.create(
        kind=HelperKind.ARTISAN, name=marked(union, number), union=union, region_id=union.region_id,
        trade="钳工",
    )  # fmt: skip
    Artisan.objects.create(helper=helper, name_consent_at=timezone.now())
    return helper


def an_offer(province: Province, union: Union, number: int) -> None:
    make_offer(an_artisan(province, union, number), title=marked(union, number))


def an_activity(_province: Province, union: Union, number: int) -> None:
    begins = timezone.now() + timedelta(days=2)
    Activity.objects.create(
        season=season_of(union), union=union, title=marked(union, number), form="lecture",
        kind="tackling", mode="on_site", starts_at=begins, ends_at=begins + timedelta(hours=2),
        region_id=union.region_id, is_open=True, code=f"c{union.pk}-{number}",
    )  # fmt: skip


def a_piece_of_news(_province: Province, union: Union, number: int) -> None:
    NewsItem.objects.create(
        union=union,
        state=NewsState.PUBLISHED,
        title=marked(union, number),
        summary="一句话",
        text="正文",
    )


def marked(union: Union, number: int) -> str:
    """A title that says of which province its row is: 皖 or 浙."""
    return f"{season_of(union).number_prefix[0]}第{number}号"


def season_of(union: Union) -> Season:
    """The season of the province to which the union belongs."""
    return Season.objects.get(union__path=union.path[:8])


LISTS: list[tuple[str, Make]] = [
    ("/needs/", a_need), ("/offers/", an_offer), ("/artisans/", an_artisan),
    ("/activities/", an_activity), ("/news/", a_piece_of_news),
]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize("who", ["visitor", "artisan", "cadre"])
@pytest.mark.parametrize(("address", "make"), LISTS)
def test_a_list_costs_the_same_at_1_and_at_50_rows(
    client: Client, province: Province, chaohu: Union, of_anhui: dict[str, User],
    django_assert_max_num_queries: Any, address: str, make: Make, who: str, rows: int,
) -> None:  # fmt: skip
    for number in range(rows):
        make(province, chaohu, number)
        make(province, province.deqing, number)
    if who != "visitor":
        client.force_login(of_anhui[who], backend=BACKEND)
    client.get(f"{address}?province=340000")  # what is read once for a minute
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(address)
    words = page.content.decode()
    assert ("皖第" in words, "浙第" in words) == (True, False)


@pytest.mark.parametrize(("address", "make"), LISTS)
def test_a_list_shows_the_chosen_province_or_all(
    client: Client, province: Province, chaohu: Union, address: str, make: Make
) -> None:
    make(province, chaohu, 0)
    make(province, province.deqing, 0)
    shown = {
        code: tuple(mark in client.get(f"{address}?province={code}").content.decode()
                    for mark in ("皖第", "浙第"))
        for code in ("340000", "330000", "all")
    }  # fmt: skip
    assert shown == {"340000": (True, False), "330000": (False, True), "all": (True, True)}


@pytest.mark.parametrize("rows", [1, 50])
def test_the_front_page_costs_the_same_at_1_and_at_50_needs(
    client: Client, province: Province, chaohu: Union, django_assert_max_num_queries: Any, rows: int
) -> None:  # fmt: skip
    for number in range(rows):
        a_need(province, chaohu, number)
        a_need(province, province.deqing, number)
    client.get("/?province=340000")
    with django_assert_max_num_queries(FRONT):
        client.get("/")
