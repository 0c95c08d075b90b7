import numpy as np
import pytest

from hongmajia.engine.places import distances, regions
from hongmajia.engine.places.distances import PlaceArrays
from hongmajia.engine.places.regions import UNKNOWN, resolve


def km(a: regions.Place, b: regions.Place) -> float:
    zero = np.array([0])
    return float(distances.kilometres(PlaceArrays.of([a]), zero, PlaceArrays.of([b]), zero)[0])


@pytest.mark.parametrize(
    "region",
    [
        "浙江湖州德清",
        "浙江省湖州市德清县",
        "湖州市德清县",
        "德清县",
        "浙江德清",
        "浙江省 湖州市 德清县武康街道",
    ],
)
def test_a_county_is_known_however_it_is_written(region: str) -> None:
    assert resolve(region) == resolve(adcode="330521")


@pytest.mark.parametrize(
    ("region", "names"),
    [
        ("浙江", ("浙江", "", "")),
        ("福建泉州安溪", ("福建", "泉州", "安溪")),
        ("江苏省南京市江宁区秣陵街道", ("江苏", "南京", "江宁")),
        ("湖南张家界慈利", ("湖南", "张家界", "慈利")),
        ("重庆涪陵", ("重庆", "重庆", "涪陵")),
        ("内蒙古自治区包头市", ("内蒙古", "包头", "")),
        ("吉林吉林", ("吉林", "吉林", "")),
        ("海南海口", ("海南", "海口", "")),
        ("浙江丽水景宁畲族自治县", ("浙江", "丽水", "景宁")),
    ],
)
def test_places_elsewhere_are_known_by_name(region: str, names: tuple[str, str, str]) -> None:
    place = resolve(region)
    assert (place.province, place.city, place.county) == names


@pytest.mark.parametrize("region", ["", "火星", "？", "123"])
def test_an_unknown_region_is_unknown_and_no_error(region: str) -> None:
    assert resolve(region) == UNKNOWN
    assert not resolve(region).is_known


def test_an_adcode_beyond_the_table_falls_back_to_its_province() -> None:
    assert resolve(adcode="320583").province == "江苏"
    assert resolve(adcode="999999") == UNKNOWN


def test_a_point_is_trusted_before_the_words() -> None:
    place = resolve("浙江湖州德清", lon=120.5, lat=30.5)
    assert (place.lon, place.lat, place.county) == (120.5, 30.5, "德清")


def test_counties_are_as_far_apart_as_on_the_map() -> None:
    assert km(resolve("浙江湖州德清"), resolve("浙江杭州余杭")) == pytest.approx(24.9, abs=0.5)


def test_distance_is_the_same_both_ways() -> None:
    here, there = resolve("浙江湖州"), resolve("浙江金华婺城")
    assert km(here, there) == km(there, here)


def test_a_smaller_region_shared_means_nearer() -> None:
    county = km(resolve("福建泉州安溪"), resolve("福建泉州安溪县"))
    city = km(resolve("福建泉州安溪"), resolve("福建泉州"))
    province = km(resolve("福建泉州"), resolve("福建漳州"))
    abroad = km(resolve("福建泉州"), resolve("甘肃金昌"))
    assert county < city < province < abroad


def test_unknown_places_have_no_distance() -> None:
    assert np.isnan(km(UNKNOWN, resolve("浙江湖州德清")))
    assert np.isnan(km(UNKNOWN, UNKNOWN))
