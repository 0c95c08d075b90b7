import numpy as np
import pytest

from hongmajia.engine.places import distances, regions
from hongmajia.engine.places.distances import PlaceArrays
from hongmajia.engine.places.divisions import divisions, provinces
from hongmajia.engine.places.names import short_name
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


def test_the_whole_country_is_there_as_the_ministry_counts_it() -> None:
    """34 provinces and 333 cities; 2,847 counties in September 2026, 2,846 at the end of 2024."""
    codes = list(divisions())
    assert len(provinces()) == 34
    assert sum(code.endswith("00") for code in codes) - 34 == 333
    assert sum(not code.endswith("00") for code in codes) == 2847


def test_each_division_is_found_by_its_full_and_by_its_short_name() -> None:
    """But for four pairs of one short name in one city, and municipalities, which are cities."""
    unknown = []
    for code in divisions():
        full, short = (way_down(code, of) for of in ("name", "short_name"))
        found = [resolve(words) == resolve(adcode=code) for words in (full, short)]
        if not all(found) and code[2:] != "0000":
            unknown.append((full, found))
    assert {full for full, found in unknown if not found[0]} == set()
    assert len(unknown) == 8, unknown


def way_down(code: str, name: str) -> str:
    """The name of a division after those of the divisions above it."""
    above = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    return "".join(getattr(divisions()[one], name) for one in above if one in divisions())


@pytest.mark.parametrize(
    ("region", "adcode"),
    [
        ("内蒙呼伦贝尔", "150700"),
        ("黔东南凯里", "522601"),
        ("贵州黔东南州", "522600"),
        ("湖北恩施土家族苗族自治州恩施市", "422801"),
        ("青海海南州", "632500"),
        ("海南海口", "460100"),
        ("吉林市", "220200"),
        ("湖南长沙县", "430121"),
        ("长沙市长沙县", "430121"),
        ("山东省济南市市中区", "370103"),
        ("济南市中区", "370103"),
        ("北京市市辖区海淀区", "110108"),
        ("河南省直辖县级行政区划济源市", "419001"),
        ("湖北仙桃", "429004"),
        ("广东东莞长安镇", "441900"),
        ("上海浦东", "310115"),
    ],
)
def test_divisions_of_every_kind_are_read(region: str, adcode: str) -> None:
    assert resolve(region) == resolve(adcode=adcode)


@pytest.mark.parametrize(
    ("former", "adcode"),
    [
        ("杭州萧山市", "330109"),
        ("萧山市", "330109"),
        ("绍兴县", "330603"),
        ("杭州下城区", "330105"),
        ("江干区", "330102"),
        ("襄樊市", "420600"),
        ("四川郫县", "510117"),
        ("上海卢湾区", "310101"),
        ("重庆渝北区", "500157"),
    ],
)
def test_a_former_name_means_the_division_of_today(former: str, adcode: str) -> None:
    assert resolve(former) == resolve(adcode=adcode)


def test_a_name_of_today_means_more_than_a_former_one() -> None:
    """Chongqing had an 江北区 until 2025; 宁波 has one."""
    assert resolve("江北区") == resolve(adcode="330205")
    assert resolve("重庆江北区") == resolve(adcode="500157")


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "西湖区", "城区", "普陀"])
def test_a_name_that_several_have_needs_the_one_above(name: str) -> None:
    assert resolve(name) == UNKNOWN


@pytest.mark.parametrize(
    ("region", "adcode"),
    [("北京朝阳区", "110105"), ("长春市朝阳区", "220104"), ("朝阳", "211300"), ("朝阳县", "211321"),
     ("福州鼓楼", "350102"), ("江苏徐州鼓楼区", "320302"), ("杭州西湖区", "330106")],
)  # fmt: skip
def test_the_city_or_the_level_tells_them_apart(region: str, adcode: str) -> None:
    assert resolve(region) == resolve(adcode=adcode)


def test_only_the_province_is_known_where_a_county_of_it_could_be_either() -> None:
    assert resolve("江苏省鼓楼区") == resolve(adcode="320000")


@pytest.mark.parametrize("name", ["德清", "德清县", "萧山", "嵊州", "龙游", "文成"])
def test_a_county_that_only_zhejiang_has_needs_nothing_above(name: str) -> None:
    assert resolve(name).province == "浙江"


def test_where_the_seat_is_unknown_the_position_is_that_of_the_city() -> None:
    """岑岭县 was founded in 2026; no source has its position yet."""
    place = resolve(adcode="653132")
    assert (place.county, place.exact) == ("岑岭", False)
    assert (place.lon, place.lat) == (resolve("新疆喀什").lon, resolve("新疆喀什").lat)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("德清县", "德清"), ("景宁畲族自治县", "景宁"), ("郊区", "郊区"), ("矿区", "矿区"),
        ("黔东南苗族侗族自治州", "黔东南"), ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"), ("东乡族自治县", "东乡"),
        ("浦东新区", "浦东"), ("内蒙古自治区", "内蒙古"),
        ("清新区", "清新"), ("神农架林区", "神农架"), ("万柏林区", "万柏林"),
        ("阿拉善左旗", "阿拉善左旗"), ("和林格尔县", "和林格尔"), ("瀍河回族区", "瀍河"),
    ],
)  # fmt: skip
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_coordinates_lie_in_china() -> None:
    at = [one for one in divisions().values() if one.lon is not None]
    assert all(73 < (one.lon or 0) < 136 and 3 < (one.lat or 0) < 54 for one in at)
    assert len(divisions()) - len(at) == 4
