"""Large type (适老), what a shared link shows, and choosing a region."""

import re

import pytest
from django.test import Client

from tests.actors import Province, make_need

pytestmark = pytest.mark.django_db


def test_large_type_is_kept_in_a_cookie_and_has_the_telephone_in_reach(client: Client) -> None:
    assert 'name="large" value="1"' in client.get("/privacy/").content.decode()
    answer = client.post("/large/", {"large": "1", "next": "/privacy/"})
    assert answer.headers["Location"] == "/privacy/"
    page = client.get("/privacy/").content.decode()
    assert 'class="large"' in page
    assert "large.css" in page
    assert re.search(r'<div class="reach">.*href="tel:', page, re.DOTALL)
    client.post("/large/", {"large": "0", "next": "/privacy/"})
    assert 'class="large"' not in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", ""])
def test_the_way_back_never_leads_elsewhere(client: Client, elsewhere: str) -> None:
    answer = client.post("/large/", {"large": "1", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_shared_link_has_title_words_and_picture(client: Client, province: Province) -> None:
    need = make_need(province)
    for address, title in (("/", "企业有难题，劳模工匠来解"), (f"/needs/{need.pk}/", need.title)):
        page = client.get(address).content.decode()
        shared = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
        assert shared["title"] == title
        assert shared["description"]
        assert shared["url"].endswith(address)
        assert re.fullmatch(r"https?://.+/icons/share.*\.png", shared["image"])
        assert 'rel="apple-touch-icon"' in page
        assert 'rel="manifest"' in page


@pytest.mark.parametrize("written", ["德清", "德清县", "湖州德清", " 德 清 "])
def test_a_region_is_found_by_its_name(client: Client, regions: None, written: str) -> None:
    answer = client.get("/needs/places/", {"q": written})
    assert answer.headers["Location"] == "/needs/?region=330521"


def test_several_regions_are_offered_and_none_is_said(client: Client, regions: None) -> None:
    page = client.get("/needs/places/", {"q": "安"}).content.decode()
    assert "湖州安吉" in page
    assert "杭州淳安" in page
    assert "没有找到" in client.get("/needs/places/", {"q": "巴黎"}).content.decode()


def test_where_somebody_is_leads_to_the_nearest_county(client: Client, regions: None) -> None:
    answer = client.post("/needs/places/", {"lon": "119.97", "lat": "30.54"})
    assert answer.headers["Location"] == "/needs/?region=330521"


@pytest.mark.parametrize(
    "place", [{"lon": "2.35", "lat": "48.86"}, {"lon": "nan", "lat": "x"}, {"lon": "200"}]
)
def test_far_away_or_nowhere(client: Client, regions: None, place: dict[str, str]) -> None:
    answer = client.post("/needs/places/", place)
    assert answer.status_code == 422
    assert "请按名字找" in answer.content.decode()
