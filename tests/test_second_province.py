"""A second province in the same installation: what is private in the first stays there.

Twelve actors of Anhui ask every address of Deqing's things (those of ``test_access``); where a
stranger with an account is refused, they are refused as well.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.actions import claim_need
from hongmajia.insights.choosing import choice_of
from hongmajia.insights.hosts import beside_of
from hongmajia.insights.measures import COLLECTED, STANDARD
from hongmajia.insights.queries import Places, Tally, figures_of
from hongmajia.insights.scope import Scope
from hongmajia.matching.index import index_for
from hongmajia.needs.models import Need
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Province as ServedProvince
from hongmajia.unions.models import Season, SeasonStage, Union, User
from hongmajia.unions.present import present_season, seasons_around
from tests.access_table import TABLE
from tests.actors import Province, make_need
from tests.anhui import ACTORS
from tests.test_access import cell, filled, things_of

STRANGER = 10
"""The column of a stranger with an account in the table of access."""
REFUSED = "34"
SIGN_IN = "u>"
"""What a visitor without an account gets as well: 401, or the way to sign in."""


NOBODYS = ("holidays/", "import/<slug:kind>/", "figures/<slug:name>/",
           "campaigns/<int:pk>/figures/<slug:name>/",
           "projects/<int:pk>/figures/<slug:name>/")  # fmt: skip
"""What belongs to no province: the calendar of working days, one for all, the templates
of imports, and the records of an indicator, of which each reads their own.
"""


def private() -> Iterator[tuple[str, str]]:
    """Method and address of each thing that a stranger with an account does not get."""
    for row in TABLE:
        method, pattern, cells = row.split(" ")
        if "<" in pattern and cells[STRANGER] in REFUSED and not pattern.startswith(NOBODYS):
            yield method, pattern


@pytest.mark.one_database("rights are predicates in Python; test_access asks on both")
@pytest.mark.usefixtures("bare_refusals")
def test_nothing_private_of_zhejiang_is_answered_in_anhui(
    province: Province, of_anhui: dict[str, User]
) -> None:
    things = things_of(province)
    rows = list(private())
    assert len(rows) > 250
    leaks = [
        f"{who}: {method} {pattern} {found}"
        for who, client, refused in askers(of_anhui)
        for method, pattern in rows
        if (found := cell(client, method, filled(pattern, things))) not in refused
    ]
    assert leaks == []


def askers(of_anhui: dict[str, User]) -> Iterator[tuple[str, Client, str]]:
    """Each actor of Anhui with their client and the cells that are refusals to them."""
    for who in ACTORS:
        client = Client(raise_request_exception=False)
        if who in of_anhui:
            client.force_login(of_anhui[who], backend=settings.AUTHENTICATION_BACKENDS[-1])
        yield who, client, REFUSED if who in of_anhui else REFUSED + SIGN_IN


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
    assert ("杭州" in tiles, "?province=340000" in tiles) == (True, False)
    page = client.get(reverse("front"), {"province": "all"}).content.decode()
    assert "?province=330000" in page[page.index('id="map"') :]
    context = client.get(reverse("front"), {"province": "340000", "map": "county"}).context
    assert {tile.region.adcode[:2] for tile in context["tiles"]} == {"34"}


# --- sums of several provinces --------------------------------------------------------------


def test_national_figures_count_the_year_of_each_province(
    province: Province, anhui: Union, chaohu: Union
) -> None:
    """Two needs of Zhejiang and one of Anhui, each in the season of its province."""
    for union, region, season in (
        (province.deqing, "330521", province.season),
        (province.deqing, "330521", province.season),
        (chaohu, chaohu.region_id, Season.objects.get(union=anhui)),
    ):
        need = make_need(province, union=union, home_union=union, region_id=region)
        Need.objects.filter(pk=need.pk).update(season=season)
    own = Season.objects.get(union=anhui)
    own.year = province.season.year
    own.save()
    national = User.objects.create(username="national", name="总")
    actions.grant_role(actor=None, union=province.national, user=national, role=Role.LEADER)
    choice = choice_of(QueryDict(), national)
    assert choice is not None
    assert choice.scope.needs().count() == 3
    rows = Places(choice.scope).rows(Tally(choice.scope, (COLLECTED,)), (COLLECTED,))
    assert [(row.label, row.cells[0].value) for row in rows] == [
        ("合计", 3), ("浙江省", 2), ("安徽省", 1),
    ]  # fmt: skip
    assert [season.year for season in choice.seasons] == [own.year]


def test_targets_of_the_country_are_sums_where_each_province_has_one(
    province: Province, anhui: Union
) -> None:
    own = Season.objects.get(union=anhui)
    Season.objects.filter(pk=own.pk).update(year=province.season.year)
    for season, amount in ((province.season, 40), (own, 30)):
        season.targets.create(union=season.union, indicator="visits", amount=amount)
    province.season.targets.create(union=province.province, indicator="cases", amount=5)
    scope = Scope(
        province.season, province.national, beside=beside_of(province.season, province.national)
    )
    found = figures_of(scope, Tally(scope, STANDARD), timezone.localdate())
    assert {f.measure.name: f.target for f in found if f.target} == {"visits": 70}


# --- the province of a visitor --------------------------------------------------------------


def test_the_host_name_says_which_province_a_visitor_means(
    client: Client, province: Province, anhui: Union, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "ah.example.cn"]
    actions.change_site(
        actor=province.fang, province=ServedProvince.objects.get(union=anhui),
        host_name="ah.example.cn", site_name="安徽红马甲", hotline="0551-12351",
        privacy_text="个人信息由安徽省总工会处理。",
    )  # fmt: skip
    make_need(province, title="轴承座变形")
    page = client.get("/", headers={"host": "ah.example.cn"}).content.decode()
    assert "安徽红马甲" in page
    assert "服务热线0551-12351" in page
    assert "安徽志愿服务月" in page
    assert "轴承座变形" not in page
    privacy = client.get("/privacy/", headers={"host": "ah.example.cn"}).content.decode()
    assert "个人信息由安徽省总工会处理。" in privacy
    page = client.get("/").content.decode()
    assert "安徽红马甲" not in page
    assert "轴承座变形" in page


def test_a_choice_is_remembered_and_can_be_all(
    client: Client, province: Province, anhui: Union
) -> None:
    make_need(province, title="轴承座变形")
    assert "轴承座变形" not in client.get("/needs/?province=340000").content.decode()
    assert "轴承座变形" not in client.get("/needs/").content.decode()
    assert "轴承座变形" in client.get("/needs/?province=all").content.decode()
    assert "轴承座变形" in client.get("/needs/").content.decode()


def test_contacts_and_artisans_are_at_home_in_the_province_of_their_union(
    client: Client, province: Province, of_anhui: dict[str, User]
) -> None:
    for who in ("contact", "artisan"):
        client.force_login(of_anhui[who], backend=settings.AUTHENTICATION_BACKENDS[-1])
        assert client.get("/").context["season"].name == "安徽志愿服务月"


# --- what a province shows ------------------------------------------------------------------


def test_a_cadre_of_the_province_changes_what_it_shows(
    client: Client, province: Province, of_anhui: dict[str, User], anhui: Union
) -> None:
    client.force_login(of_anhui["cadre"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    address = reverse("province_site", args=["340000"])
    assert client.get(address).status_code == 200
    image = BytesIO()
    Image.new("RGB", (400, 400), "#c8102e").save(image, "PNG")
    picture = SimpleUploadedFile("sign.png", image.getvalue(), "image/png")
    client.post(address, {"site_name": "安徽红马甲", "sign": picture, "takes_help": "on"})
    found = ServedProvince.objects.get(pk="340000")
    assert (found.site_name, found.takes_help, found.helps_others) == ("安徽红马甲", True, False)
    sign = client.get(reverse("province_sign", args=["340000"]))
    assert sign["Content-Type"] == "image/jpeg"
    assert Event.objects.filter(verb="province.changed", story=anhui.story).count() == 1
    client.post(address, {"site_name": "安徽红马甲", "without_sign": "on"})
    assert client.get(reverse("province_sign", args=["340000"])).status_code == 404


def test_what_a_province_may_not_enter_is_refused_in_words(
    client: Client, province: Province, of_anhui: dict[str, User], settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "ah.example.cn"]
    zhejiang = ServedProvince.objects.get(pk="330000")
    actions.change_site(actor=None, province=zhejiang, host_name="ah.example.cn")
    client.force_login(of_anhui["cadre"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    address = reverse("province_site", args=["340000"])
    for sent, said in (
        ({"host_name": "elsewhere.example.cn"}, "还没有接到这里"),
        ({"host_name": "http://ah/"}, "请只填网址里的主机名"),
        ({"host_name": "ah.example.cn"}, "这个主机名别的省已经用了"),
        ({"hotline": "打电话"}, "请填电话号码"),
        ({"sign": SimpleUploadedFile("a.png", b"no picture", "image/png")}, "打不开"),
    ):
        answer = client.post(address, sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), sent
    assert client.get(reverse("province_site", args=["330000"])).status_code == 404


# --- help across provinces ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("takes", "helps", "may"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_help_crosses_provinces_only_where_both_allow_it(
    client: Client, province: Province, of_anhui: dict[str, User],
    takes: bool, helps: bool, may: bool,
) -> None:  # fmt: skip
    """An artisan of Anhui and a need of Deqing."""
    zhejiang, anhui = ServedProvince.objects.order_by("pk")
    actions.change_site(actor=None, province=zhejiang, takes_help=takes)
    actions.change_site(actor=None, province=anhui, helps_others=helps)
    need = make_need(province)
    helper = of_anhui["artisan"].artisan.helper
    shortlisted = {int(one.id) for one in index_for(need.home_union.path).helpers}
    assert (helper.pk in shortlisted, province.dong_helper.pk in shortlisted) == (may, True)
    client.force_login(of_anhui["artisan"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = client.get(reverse("claim_need", args=[need.pk]))
    said = "安徽省的师傅还不能帮浙江省" in page.content.decode()
    assert (page.status_code, said) == ((200, False) if may else (409, True))
    if may:
        claim_need(need=need, helper=helper, actor=of_anhui["artisan"])
        return
    with pytest.raises(Refused, match="跨省要两边省总工会都同意"):
        claim_need(need=need, helper=helper, actor=of_anhui["artisan"])
