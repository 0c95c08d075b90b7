"""Any province: its cities and counties, its unions and its map come with its union."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hongmajia.core.errors import Refused
from hongmajia.needs.facets import cities
from hongmajia.needs.queries import union_of_region
from hongmajia.unions import actions
from hongmajia.unions.divisions import divisions_of
from hongmajia.unions.enums import UnionKind
from hongmajia.unions.models import Province as ServedProvince
from hongmajia.unions.models import Region, Union
from hongmajia.unions.places import nearest_county, regions_named
from hongmajia.unions.queries import place_names
from hongmajia.unions.tiles import city_borders, columns, county_tiles, tiles_of
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"


def appointed(union: str) -> Union:
    call_command("appoint", "13700000001", "方建民", union=union, verbosity=0)
    return Union.objects.get(depth=1)


def test_an_installation_in_hunan_has_hunans_places_and_no_others(regions: None) -> None:
    hunan = appointed("湖南省总工会")
    served = ServedProvince.objects.get()
    assert (served.name, served.union) == ("湖南省", hunan)
    assert Region.objects.cities().count() == 14
    assert Region.objects.undivided().count() == 122
    assert [region.place for region in regions_named("浏阳")] == ["长沙浏阳"]
    assert [region.place for region in regions_named("长沙")] == ["长沙"]
    assert str(nearest_county(110.48, 29.12)) == "永定区"


@pytest.mark.parametrize("name", ["长沙县", "衡阳县", "湘潭县", "邵阳县", "岳阳县"])
def test_a_county_called_like_its_city_keeps_its_level(regions: None, name: str) -> None:
    appointed("湖南省总工会")
    county = Region.objects.select_related("parent").get(name=name)
    assert (county.short_name, county.place) == (name, name)
    assert regions_named(name) == [county]


def test_its_unions_are_made_at_once(regions: None) -> None:
    hunan = appointed("湖南省总工会")
    every = list(Region.objects.divisions())
    made = actions.add_unions_of(actor=None, host=hunan, regions=every)
    assert len(made) == 14 + 122
    changsha = Union.objects.get(name="长沙县总工会")
    assert str(changsha.parent) == "长沙市总工会"


@pytest.mark.parametrize("name", ["内蒙古总工会", "内蒙古自治区总工会"])
def test_the_short_name_of_a_province_will_do(regions: None, name: str) -> None:
    appointed(name)
    assert ServedProvince.objects.get().name == "内蒙古自治区"


@pytest.mark.parametrize(
    ("name", "why"),
    [("省总工会", "看不出是哪个省"), ("香港总工会", "香港特别行政区的市、县还没有资料")],
)
def test_a_union_of_no_known_province_is_refused(regions: None, name: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        appointed(name)
    assert not Union.objects.exists()


def test_counties_under_no_city_are_directly_below_the_province(regions: None) -> None:
    henan = appointed("河南省总工会")
    jiyuan = Region.objects.get(name="济源市")
    assert (jiyuan.parent.name, jiyuan.place) == ("河南直辖", "济源")
    last = divisions_of(henan)[-1]
    assert (last.region.is_group, [one.region.name for one in last.counties]) == (True, ["济源市"])
    made = actions.add_unions_of(actor=None, host=henan, regions=[jiyuan])
    assert [str(one.parent) for one in made] == ["河南省总工会"]


def test_the_districts_of_a_municipality_are_named_with_it(regions: None) -> None:
    beijing = appointed("北京市总工会")
    chaoyang = Region.objects.get(name="朝阳区")
    assert chaoyang.place == "北京朝阳"
    assert "北京市辖区" not in [region.place for region in regions_named("北京")]
    (districts,) = divisions_of(beijing)
    assert len(districts.counties) == 16


def test_a_city_without_counties_is_on_both_maps(regions: None) -> None:
    appointed("广东省总工会")
    dongguan = Region.objects.get(name="东莞市")
    assert dongguan.is_undivided
    (on_cities,) = tiles_of([dongguan], {}, {})
    (on_counties,) = county_tiles([dongguan], {"441900": 3}, {})
    assert on_cities.at == (dongguan.tile_x, dongguan.tile_y)
    assert (on_counties.at, on_counties.needs) == ((dongguan.county_x, dongguan.county_y), 3)
    assert city_borders([on_counties]).count("M") == 4


def test_a_second_province_does_not_take_the_places_of_the_first(province: Province) -> None:
    """Its union is added below the national one; Zhejiang's city unions stay offered there."""
    anhui = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽省总工会",
        kind=UnionKind.PROVINCE,
    )  # fmt: skip
    assert set(ServedProvince.objects.values_list("name", "union")) == {
        ("浙江省", province.province.pk), ("安徽省", anhui.pk)
    }  # fmt: skip
    assert len(divisions_of(province.province)) == 11
    assert len(divisions_of(anhui)) == 16
    assert union_of_region(Region.objects.get(name="巢湖市")) == anhui
    assert union_of_region(Region.objects.get(name="义乌市")) == province.jinhua


def test_a_province_has_one_union(province: Province) -> None:
    with pytest.raises(Refused, match="浙江省已经有浙江省总工会了"):
        actions.add_union(
            actor=province.fang, parent=province.national, name="浙江总工会",
            kind=UnionKind.PROVINCE,
        )  # fmt: skip


@pytest.mark.django_db
def test_the_front_page_shows_the_map_of_the_province(client: Client, regions: None) -> None:
    appointed("宁夏回族自治区总工会")
    cities = client.get(reverse("front")).content.decode()
    assert "银川" in cities
    assert "杭州" not in cities
    page = client.get(reverse("front"), {"map": "county"}).content.decode()
    assert "22个县（市、区）的需求" in page


def test_no_more_than_five_cities_lie_side_by_side(regions: None) -> None:
    appointed("四川省总工会")
    tiles = tiles_of(Region.objects.cities(), {}, {})
    assert (len(tiles), columns(tiles) <= 5) == (21, True)
    assert len({tile.at for tile in tiles}) == 21


def test_a_union_that_is_no_province_any_more_leaves_its_own_to_another(
    province: Province,
) -> None:
    anhui = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽省总工会",
        kind=UnionKind.PROVINCE,
    )  # fmt: skip
    actions.change_union(actor=province.fang, union=anhui, reason="分错了", kind=UnionKind.GROUP)
    again = actions.add_union(
        actor=province.fang, parent=province.national, name="安徽总工会", kind=UnionKind.PROVINCE
    )
    assert ServedProvince.objects.get(name="安徽省").union == again


def test_lists_know_the_places_of_a_province_at_once(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    assert "3401" not in cities()
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_union(
            actor=province.fang, parent=province.national, name="安徽省总工会",
            kind=UnionKind.PROVINCE,
        )  # fmt: skip
    assert cities()["3401"] == "合肥"
    assert "合肥" in place_names()
