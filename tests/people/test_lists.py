"""The lists of artisans and teams: what they find, how many queries they take, what they hide."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.people import actions
from hongmajia.people.enums import HonourLevel, SkillGrade
from hongmajia.people.models import Helper, Honour
from hongmajia.people.querysets import HelperQuerySet
from tests.actors import Province, artisan

BACKEND = "django.contrib.auth.backends.ModelBackend"

Names = Callable[..., list[str]]


@pytest.fixture
def names(province: Province, client: Client) -> Names:
    """``names("/artisans/", q="焊")``: the names on the page, in their order."""

    def ask(address: str, **query: Any) -> list[str]:
        rows = client.get(address, query).context["rows"]
        return [helper.public_name for helper, _left in rows]

    return ask


def test_each_list_shows_its_own_kind_newest_first(names: Names) -> None:
    assert names("/artisans/") == ["周师傅", "董师傅"]
    assert names("/teams/") == ["婺城劳模工匠技术服务队"]


@pytest.mark.parametrize(
    "words", ["焊工", "变形控制", "不锈钢", "董", "董师傅"], ids=lambda words: str(words)
)
def test_a_helper_is_found_by_trade_speciality_or_surname(names: Names, words: str) -> None:
    assert names("/artisans/", q=words) == ["董师傅"]


def test_the_full_name_finds_only_who_made_it_public(
    names: Names, province: Province, client: Client
) -> None:
    hidden = artisan("丁建国", "焊工", province.huzhou, "330502")
    assert names("/artisans/", q="建国") == []
    assert names("/artisans/", q="丁") == ["丁师傅"]

    client.force_login(province.shen, backend=BACKEND)  # a cadre of the artisan's union
    assert names("/artisans/", q="建国") == ["丁师傅"]
    client.force_login(province.wu, backend=BACKEND)  # the neighbour's does not
    assert names("/artisans/", q="建国") == []

    client.logout()
    actions.set_consent(helper=hidden, actor=province.shen, name=True, note="书面同意书")
    assert names("/artisans/", q="建国") == ["丁建国"]


def test_a_city_finds_its_counties_too(names: Names) -> None:
    assert names("/artisans/", region="330500") == ["董师傅"]
    assert names("/artisans/", region="330502") == ["董师傅"]
    assert names("/artisans/", region="330521") == []


def test_grade_and_honour_narrow_the_list(names: Names, province: Province) -> None:
    Honour.objects.create(
        helper=province.dong_helper, title="湖州市劳动模范", level=HonourLevel.CITY_MODEL
    )
    assert names("/artisans/", honour=HonourLevel.CITY_MODEL) == ["董师傅"]
    assert names("/artisans/", honour=HonourLevel.NATIONAL_MODEL) == []
    assert names("/artisans/", grade=SkillGrade.SENIOR_TECHNICIAN) == ["周师傅", "董师傅"]
    assert names("/artisans/", grade=SkillGrade.CHIEF_TECHNICIAN) == []


@pytest.mark.parametrize(
    "query", [{"region": "999999"}, {"grade": "x"}, {"honour": "99"}, {"after": "junk"}]
)
def test_invalid_filters_are_ignored(names: Names, query: dict[str, str]) -> None:
    assert names("/artisans/", **query) == ["周师傅", "董师傅"]


def test_a_list_without_results_shows_other_ways(province: Province, client: Client) -> None:
    page = client.get("/artisans/", {"q": "宇航"}).content.decode()
    assert "没有找到这样的师傅" in page
    assert "直接说问题，我们来找人" in page


def test_pages_follow_each_other_without_gap_or_repeat(
    names: Names, province: Province, client: Client
) -> None:
    people = [artisan(f"李{n}", "钳工", province.huzhou, "330502") for n in range(45)]
    seen, after = [], ""
    for _page in range(3):
        page = client.get("/artisans/", {"q": "钳工", "after": after}).context["page"]
        seen += [helper.pk for helper in page.rows]
        after = page.next_key
    assert seen == sorted((helper.pk for helper in people), reverse=True)
    assert after == ""


def test_a_pause_is_said(province: Province, client: Client) -> None:
    actions.pause_helper(
        helper=province.dong_helper, actor=province.dong, until=timezone.localdate()
    )
    today = timezone.localdate()
    expected = f"暂停到{today.month}月{today.day}日"
    assert expected in client.get("/artisans/").content.decode()


def test_counts_follow_the_filter(province: Province, client: Client) -> None:
    counts = client.get("/artisans/", {"q": "技术"}).context["counts"]
    assert counts == {"artisan": 0, "team": 1}


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize(
    "address", ["/artisans/", "/teams/", "/artisans/?region=330500&q=钳&grade=6"]
)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(
    province: Province,
    client: Client,
    django_assert_max_num_queries: Any,
    rows: int,
    address: str,
) -> None:
    for number in range(rows - 1):
        known = {"union": province.huzhou, "trade": "钳工", "region_id": "330502"}
        actions.register_artisan(actor=province.shen, name=f"李{number}", phone="", **known)
        actions.create_team(actor=province.shen, name=f"第{number}队", **known)
    client.force_login(province.shen, backend=BACKEND)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_the_queries_are_composable(province: Province) -> None:
    found: HelperQuerySet = Helper.objects.artisans().in_region("330500")
    assert [str(helper) for helper in found] == ["董师傅"]
