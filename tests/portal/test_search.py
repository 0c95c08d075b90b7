"""The search over all records finds what the reader may see, and logs looking up a number."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hongmajia.core.finding import read_search
from hongmajia.core.models import Event
from hongmajia.needs.enums import Visibility
from hongmajia.needs.limits import PEOPLE_FOUND
from hongmajia.needs.models import Need
from hongmajia.needs.querysets import named_to
from hongmajia.people.models import Artisan
from hongmajia.unions.models import Season
from tests.actors import Province, make_need, make_offer

SignIn = Callable[[str], Client]
NUMBER = "13812341234"
QUERIES = 12


@pytest.fixture
def need(province: Province) -> Need:
    return make_need(province, title="不锈钢焊接变形", contact_name="沈兰英", contact_phone=NUMBER)


def found_by(client: Client, typed: str) -> str:
    """What the page shows, as it is reached from the box in the head, with the part it loads."""
    page = client.post("/search/", {"q": typed}, follow=True)
    names = client.get("/search/names/", {"q": typed}) if page.context["finds_names"] else None
    return page.text + (names.text if names else "")


@pytest.mark.parametrize(
    ("typed", "as_what"),
    [
        ("焊接", {"words": "焊接", "row": None, "code": "", "phone": "", "ending": ""}),
        ("浙2026-0418", {"prefix": "浙2026", "row": 418, "phone": ""}),
        ("杭州２０２６－0418", {"prefix": "杭州2026", "row": 418, "phone": ""}),
        ("0418", {"row": 418, "ending": "0418"}),
        ("hm 7k3q 2d9f", {"code": "HM-7K3Q-2D9F", "row": None}),
        ("+86 138-1234-1234", {"phone": NUMBER, "ending": "", "row": None}),
        ("９９９９９９９９９９９９９", {"row": None, "phone": "", "ending": ""}),
    ],
)
def test_what_is_typed_is_read_in_each_way_it_can_be_meant(
    typed: str, as_what: dict[str, object]
) -> None:
    asked = read_search(typed, phones=True)
    assert {name: getattr(asked, name) for name in as_what} == as_what


@pytest.mark.parametrize(
    "typed", ["焊接", "{number}", "沈兰英", "{firm}", "{code}", NUMBER, "1234"]
)
def test_staff_find_a_need_by_all_they_may_know_of_it(as_: SignIn, need: Need, typed: str) -> None:
    words = typed.format(number=need.number, firm=need.asker_label, code=need.tracking_code)
    assert f"/needs/{need.pk}/" in found_by(as_("xu"), words)


def test_a_number_is_found_with_the_prefix_of_its_season_only(as_: SignIn, need: Need) -> None:
    Season.objects.update(number_prefix="德清 2026")
    for typed, is_found in (("德清2026-{}", True), ("杭州2026-{}", False), ("{}", True)):
        page = found_by(as_("xu"), typed.format(need.pk))
        assert (f"/needs/{need.pk}/" in page) == is_found


@pytest.mark.parametrize("typed", ["沈兰英", "{code}", NUMBER, "1234"])
@pytest.mark.parametrize("name", ["wu", "dong", "nobody"])
def test_nobody_else_finds_it_by_its_asker(as_: SignIn, need: Need, name: str, typed: str) -> None:
    words = typed.format(code=need.tracking_code)
    assert f"/needs/{need.pk}/" not in found_by(as_(name), words)
    assert f"/needs/{need.pk}/" in found_by(as_(name), "焊接")


def test_looking_a_number_up_is_logged_without_the_number(as_: SignIn, need: Need) -> None:
    found_by(as_("xu"), NUMBER)
    found_by(as_("xu"), "焊接")
    event = Event.objects.get(verb="search.by_phone")
    assert (event.actor.username, event.data) == ("xu", {"number": "138****1234"})


def test_nobody_goes_through_numbers_in_the_search_or_at_the_desk_for_callers(
    as_: SignIn, province: Province, need: Need
) -> None:
    for _ in range(PEOPLE_FOUND.most - 1):
        PEOPLE_FOUND.count(str(province.xu.pk))
    xu = as_("xu")
    assert f"/needs/{need.pk}/" in found_by(xu, NUMBER)
    for address in ("/search/", "/hotline/"):
        assert xu.post(address, {"q": NUMBER}).status_code == 429
    assert Event.objects.filter(verb="search.by_phone").count() == 1
    assert f"/needs/{need.pk}/" in found_by(xu, "焊接"), "words are free"
    assert f"/needs/{need.pk}/" in found_by(as_("shen"), NUMBER), "others have their own share"


def test_a_number_in_an_address_is_not_looked_up(as_: SignIn, need: Need) -> None:
    page = as_("xu").get("/search/", {"q": NUMBER})
    assert f"/needs/{need.pk}/" not in page.text
    assert "手机号不留在网址里" in page.text
    assert not Event.objects.filter(verb="search.by_phone").exists()


def test_a_tracking_code_that_is_not_found_leads_to_where_wrong_ones_are_counted(
    as_: SignIn, need: Need
) -> None:
    assert f"/track/{need.tracking_code}/" in found_by(as_("nobody"), need.tracking_code)


def test_helpers_enterprises_unions_and_offers_are_found(as_: SignIn, province: Province) -> None:
    offer = make_offer(province.dong_helper, title="薄板焊接校正")
    Artisan.objects.filter(helper=province.dong_helper).update(phone="13900000001")
    shen = as_("shen")
    assert f"/offers/{offer.pk}/" in found_by(shen, "薄板")
    assert f"/helpers/{province.dong_helper.pk}/" in found_by(shen, "13900000001")
    assert f"/enterprises/{province.mogan.pk}/" in found_by(shen, province.mogan.credit_code)
    assert f"/unions/{province.deqing.pk}/" in found_by(shen, "德清县总工会")


def test_names_for_many_needs_agree_with_the_right_for_one(province: Province) -> None:
    kinds = [{"visibility": each} for each in Visibility] + [{"enterprise": province.mogan}]
    needs = [make_need(province, **fields) for fields in kinds]
    needs[0].shown_to.add(province.dong)
    readers = [person or AnonymousUser() for person in province.actors.values()]
    for reader in readers:
        alone = {need.pk for need in needs if reader.has_perm("needs.names", need)}
        assert {need.pk for need in Need.objects.filter(named_to(reader))} == alone


@pytest.mark.parametrize("rows", [1, 50])
def test_a_search_takes_few_queries(
    as_: SignIn,
    province: Province,
    rows: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        make_need(province, title=f"焊接变形{number}")
        make_offer(province.dong_helper, title=f"焊接{number}")
    xu = as_("xu")
    for address in ("/search/", "/search/names/"):
        with django_assert_max_num_queries(QUERIES):
            xu.get(address, {"q": "焊接"})
