"""A second province in the same installation: what is private in the first stays there.

A cadre, a contact and an artisan of Anhui ask every address of Deqing's things (those of
``test_access``); where a stranger with an account is refused, they are refused as well.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Artisan, Helper
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, Stage, UnionKind
from hongmajia.unions.models import Enterprise, Region, Season, SeasonStage, Union, User
from hongmajia.unions.present import present_season, seasons_around
from tests.access_table import TABLE
from tests.actors import Province
from tests.test_access import cell, filled, things_of

STRANGER = 10
"""The column of a stranger with an account in the table of access."""
REFUSED = "34"


@pytest.fixture
def anhui(province: Province) -> Union:
    """The union of Anhui, with a season of its own that collects needs."""
    union = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽省总工会",
        kind=UnionKind.PROVINCE,
    )  # fmt: skip
    today = timezone.localdate()
    season = Season.objects.create(
        name="安徽志愿服务月", year=today.year, union=union, number_prefix="皖"
    )
    SeasonStage.objects.create(season=season, stage=Stage.COLLECT, starts=today, ends=today)
    return union


@pytest.fixture
def chaohu(anhui: Union) -> Union:
    """The union of 巢湖市, directly below that of the province."""
    (made,) = actions.add_unions_of(
        actor=None, host=anhui, regions=[Region.objects.get(name="巢湖市")]
    )
    return made


@pytest.fixture
def of_anhui(anhui: Union, chaohu: Union) -> dict[str, User]:
    """A cadre of the province, a contact of a firm and an artisan, all of Anhui."""
    users = {
        name: User.objects.create(username=f"anhui-{name}", name=name)
        for name in ("cadre", "contact", "artisan")
    }
    actions.grant_role(actor=None, union=anhui, user=users["cadre"], role=Role.CADRE)
    firm = Enterprise.objects.create(
        name="巢湖精工", credit_code="91340181MA0000001X", region=chaohu.region, union=chaohu,
        section="C",
    )  # fmt: skip
    firm.contacts.add(users["contact"])
    helper = Helper.objects.create(kind=HelperKind.ARTISAN, name="章师傅", union=chaohu)
    Artisan.objects.create(helper=helper, user=users["artisan"])
    return users


NOBODYS = ("holidays/", "import/<slug:kind>/", "figures/<slug:name>/", "key-industries/",
           "campaigns/<int:pk>/figures/<slug:name>/")  # fmt: skip
"""What belongs to no province: the calendar of working days and the key industries, one for all,
the templates of imports, and the records of an indicator, of which each reads their own.
"""


def private() -> Iterator[tuple[str, str]]:
    """Method and address of each thing that a stranger with an account does not get."""
    for row in TABLE:
        method, pattern, cells = row.split(" ")
        if "<" in pattern and cells[STRANGER] in REFUSED and not pattern.startswith(NOBODYS):
            yield method, pattern


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("who", ["cadre", "contact", "artisan"])
def test_nothing_private_of_zhejiang_is_answered_in_anhui(
    province: Province, of_anhui: dict[str, User], who: str
) -> None:
    things = things_of(province)
    client = Client(raise_request_exception=False)
    client.force_login(of_anhui[who], backend=settings.AUTHENTICATION_BACKENDS[-1])
    asked = list(private())
    assert len(asked) > 250
    leaks = [
        f"{method} {pattern} {found}"
        for method, pattern in asked
        if (found := cell(client, method, filled(pattern, things))) not in REFUSED
    ]
    assert leaks == []


def test_each_sees_the_season_of_their_province(
    province: Province, anhui: Union, of_anhui: dict[str, User]
) -> None:
    """Anhui's is the later one; it is not the present one in Zhejiang."""
    own = User.objects.get(pk=of_anhui["cadre"].pk)
    assert str(present_season(own)) == "安徽志愿服务月"
    assert present_season(province.xu) == province.season
    assert present_season(province.shen) == province.season
    assert list(seasons_around(province.deqing)) == [province.season]


def test_a_province_before_its_first_season_has_not_anothers(
    province: Province, anhui: Union, of_anhui: dict[str, User]
) -> None:
    Season.objects.filter(union=anhui).update(year=2030)
    SeasonStage.objects.filter(season__union=anhui).update(starts="2030-05-01", ends="2030-06-01")
    assert present_season(User.objects.get(pk=of_anhui["cadre"].pk)) is None


def test_figures_of_a_province_name_its_places_and_no_others(
    client: Client, province: Province, anhui: Union, of_anhui: dict[str, User]
) -> None:
    client.force_login(province.fang, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(reverse("figures")).content.decode()
    assert "湖州" in page
    assert "蚌埠" not in page
    client.force_login(of_anhui["cadre"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(reverse("figures")).content.decode()
    assert "蚌埠" in page
    assert "湖州" not in page


def test_the_national_union_reads_a_row_for_each_province(
    client: Client, province: Province, anhui: Union
) -> None:
    national = User.objects.create(username="national", name="总")
    actions.grant_role(actor=None, union=province.national, user=national, role=Role.LEADER)
    client.force_login(national, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(reverse("figures")).content.decode()
    assert "浙江省" in page
    assert "安徽省" in page
    assert "place=34" in page
    assert client.get(reverse("figures"), {"place": "33"}).status_code == 200


def test_the_map_on_the_front_page_is_that_of_one_province(
    client: Client, province: Province, anhui: Union
) -> None:
    page = client.get(reverse("front"), {"province": "330000"}).content.decode()
    tiles = page[page.index('id="map"') :]
    assert ("杭州" in tiles, "?province=340000" in tiles) == (True, True)
    context = client.get(reverse("front"), {"province": "340000", "map": "county"}).context
    assert {tile.region.adcode[:2] for tile in context["tiles"]} == {"34"}
