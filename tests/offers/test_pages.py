"""The public service list, the page of an offer, and who may list one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.offers.actions import unlist_offer
from hongmajia.offers.enums import OfferKind, OfferMode
from hongmajia.offers.models import Offer
from hongmajia.people import queries
from hongmajia.people.actions import pause_helper
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_offer

BACKEND = "django.contrib.auth.backends.ModelBackend"
EVERYBODY = {
    "fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren", "stranger", "nobody",
}  # fmt: skip

Titles = Callable[..., list[str]]


@pytest.fixture
def titles(province: Province, client: Client) -> Titles:
    """``titles(q="焊接")``: the titles on the list, in its order."""

    def ask(**query: Any) -> list[str]:
        return [offer.title for offer, _left in client.get("/offers/", query).context["rows"]]

    return ask


@pytest.fixture
def three(province: Province) -> list[Offer]:
    """A technique of Dong's on site, a course of Zhou's both ways, the team's clinic online."""
    return [
        make_offer(province.dong_helper, title="焊接变形控制"),
        make_offer(
            province.zhou_helper,
            title="设备故障怎么找",
            text="从听声音到拆备件",
            kind=OfferKind.COURSE,
            mode=OfferMode.BOTH,
        ),
        make_offer(
            province.team,
            title="颈肩义诊",
            text="进车间",
            kind=OfferKind.CLINIC,
            mode=OfferMode.ONLINE,
        ),
    ]


def allowed(province: Province, client: Client, address: str) -> set[str]:
    """Who gets the page; everybody else is refused, strangers are sent to sign in."""
    found = set()
    for name, user in province.actors.items():
        client.logout()
        if user:
            client.force_login(user, backend=BACKEND)
        status = client.get(address).status_code
        assert status in (200, 302 if user is None else 403)
        found |= {name} if status == 200 else set()
    return found


# ---- the list ----


def test_everything_newest_first(titles: Titles, three: list[Offer]) -> None:
    assert titles() == ["颈肩义诊", "设备故障怎么找", "焊接变形控制"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "焊接"}, ["焊接变形控制"]),
        ({"q": "备件"}, ["设备故障怎么找"]),
        ({"kind": "clinic"}, ["颈肩义诊"]),
        ({"mode": "on_site"}, ["设备故障怎么找", "焊接变形控制"]),
        ({"mode": "online"}, ["颈肩义诊", "设备故障怎么找"]),
        ({"region": "330500"}, ["焊接变形控制"]),
        ({"region": "330702"}, ["颈肩义诊", "设备故障怎么找"]),
        ({"region": "330521"}, []),
        ({"kind": "magic"}, ["颈肩义诊", "设备故障怎么找", "焊接变形控制"]),
        ({"region": "x", "after": "junk"}, ["颈肩义诊", "设备故障怎么找", "焊接变形控制"]),
    ],
)
def test_search_and_filters(
    titles: Titles, three: list[Offer], query: dict[str, str], expected: list[str]
) -> None:
    assert titles(**query) == expected


def test_one_helpers_offers(titles: Titles, three: list[Offer], province: Province) -> None:
    assert titles(helper=province.team.pk) == ["颈肩义诊"]


def test_the_tabs_count_what_the_filters_leave(client: Client, three: list[Offer]) -> None:
    context = client.get("/offers/", {"mode": "online", "kind": "clinic"}).context
    assert context["total"] == 2
    assert [count for _kind, _label, count in context["kinds"]] == [0, 1, 1, 0]


def test_an_empty_list_shows_other_ways(client: Client, province: Province) -> None:
    page = client.get("/offers/", {"q": "宇航"}).content.decode()
    assert "清单上还没有“宇航”" in page
    assert reverse("ask") in page


def test_pages_follow_each_other_without_gap_or_repeat(client: Client, province: Province) -> None:
    made = [make_offer(province.dong_helper, title=f"第{n}项") for n in range(45)]
    seen, after = [], ""
    for _page in range(3):
        page = client.get("/offers/", {"after": after}).context["page"]
        seen += [offer.pk for offer in page.rows]
        after = page.next_key
    assert seen == sorted((offer.pk for offer in made), reverse=True)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_the_same_for_one_row_and_for_fifty(
    province: Province, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        helper = artisan(f"李{number}", "钳工", province.huzhou, "330502")
        make_offer(helper, title=f"第{number}项")
    client.force_login(province.dong, backend=BACKEND)
    for address in ("/offers/", "/offers/?region=330500&q=焊接&mode=on_site"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


# ---- free capacity ----


def test_the_button_says_order_course_or_queue(
    client: Client, province: Province, three: list[Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/offers/", {"kind": "technique"}).content.decode()
    assert "点单" in page
    assert "本周还可接3单" in page
    assert "点课" in client.get("/offers/", {"kind": "course"}).content.decode()

    full = {province.dong_helper.pk: 3}
    monkeypatch.setattr(queries, "_workloads", [lambda helpers: full])
    page = client.get("/offers/", {"kind": "technique"}).content.decode()
    assert "排队" in page
    assert "本周已排满" in page


def test_a_paused_helpers_offers_say_until_when(
    client: Client, province: Province, three: list[Offer]
) -> None:
    until = timezone.localdate() + timedelta(days=3)
    pause_helper(helper=province.dong_helper, actor=province.dong, until=until)
    page = client.get("/offers/", {"kind": "technique"}).content.decode()
    assert f"暂停到{until.month}月{until.day}日" in page


def test_the_workloads_of_several_rooms_are_added(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = province.dong_helper.pk
    monkeypatch.setattr(queries, "_workloads", [lambda _: {pk: 1}, lambda _: {pk: 1}])
    assert queries.capacity_left([province.dong_helper, province.team]) == {
        pk: 1,
        province.team.pk: 6,
    }
    monkeypatch.setattr(queries, "_workloads", [lambda _: {pk: 9}])
    assert queries.capacity_left([province.dong_helper]) == {pk: 0}


# ---- one offer ----


def test_an_offer_is_public_with_a_button_to_order_it(
    client: Client, province: Province, three: list[Offer]
) -> None:
    address = reverse("offer", args=[three[0].pk])
    assert allowed(province, client, address) == EVERYBODY
    page = client.get(address).content.decode()
    assert "董师傅" in page
    assert reverse("order_offer", args=[three[0].pk]) in page


def test_an_unlisted_offer_is_seen_by_its_helper_and_union_staff(
    client: Client, province: Province, three: list[Offer]
) -> None:
    unlist_offer(offer=three[0], actor=province.dong)
    seen = set()
    for name, user in province.actors.items():
        client.logout()
        if user:
            client.force_login(user, backend=BACKEND)
        status = client.get(reverse("offer", args=[three[0].pk])).status_code
        assert status in (200, 404)
        listed = user and Offer.objects.visible_to(user).filter(pk=three[0].pk).exists()
        assert bool(listed) == (status == 200)
        seen |= {name} if status == 200 else set()
    assert seen == {"fang", "shen", "lin", "dong"}


def test_a_helpers_page_shows_their_offers(
    client: Client, province: Province, three: list[Offer]
) -> None:
    address = reverse("helper_offers", args=[province.dong_helper.pk])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "焊接变形控制" in part
    assert "颈肩义诊" not in part
    assert "<html" not in part


def test_a_helper_without_offers_points_to_asking(client: Client, province: Province) -> None:
    part = client.get(reverse("helper_offers", args=[province.team.pk])).content.decode()
    assert "还没有列出服务" in part
    assert reverse("ask") in part


# ---- listing and changing ----


@pytest.mark.one_database("rights are predicates in Python")
def test_who_may_change_an_offer(client: Client, province: Province, three: list[Offer]) -> None:
    dongs, teams = (reverse("offer_edit", args=[offer.pk]) for offer in (three[0], three[2]))
    assert allowed(province, client, dongs) == {"fang", "shen", "dong"}
    assert allowed(province, client, teams) == {"fang", "wu", "zhou"}


@pytest.mark.parametrize("view", ["offer_unlist", "offer_relist"])
def test_taking_off_and_putting_back_is_posted_by_the_same_people(
    client: Client, province: Province, three: list[Offer], view: str
) -> None:
    address = reverse(view, args=[three[0].pk])
    for name in ("xu", "wu", "lin", "contact", "zhou", "stranger"):
        client.force_login(province.actors[name], backend=BACKEND)
        assert client.post(address).status_code == 403
    client.force_login(province.dong, backend=BACKEND)
    assert client.get(address).status_code == 405


@pytest.mark.one_database("rights are predicates in Python")
def test_a_new_offer_is_made_by_those_who_answer_for_a_helper(
    client: Client, province: Province
) -> None:
    assert allowed(province, client, reverse("offer_new")) == {"dong", "zhou"}
    named = f"{reverse('offer_new')}?helper={province.dong_helper.pk}"
    assert allowed(province, client, named) == {"fang", "shen", "dong"}


def offer_form(helper: Helper, **changes: Any) -> dict[str, Any]:
    form = {
        "helper": helper.pk,
        "kind": "course",
        "title": "氩弧焊实操课",
        "text": "您来点课，我来讲。",
        "mode": "on_site",
        "duration": "2小时",
        "max_people": 10,
    }
    return {**form, **changes}


def test_a_leader_lists_for_themselves_or_for_the_team(client: Client, province: Province) -> None:
    client.force_login(province.zhou, backend=BACKEND)
    form = client.get(reverse("offer_new")).context["form"]
    assert set(form.fields["helper"].queryset) == {province.zhou_helper, province.team}
    response = client.post(reverse("offer_new"), offer_form(province.team))
    made = Offer.objects.get(title="氩弧焊实操课")
    assert response.url == reverse("offer", args=[made.pk])
    assert (made.helper, made.max_people, made.duration) == (province.team, 10, "2小时")


def test_nobody_lists_for_another(client: Client, province: Province) -> None:
    client.force_login(province.dong, backend=BACKEND)
    response = client.post(reverse("offer_new"), offer_form(province.team))
    assert "helper" in response.context["form"].errors
    assert not Offer.objects.exists()


def test_a_duplicate_offer_is_refused_on_the_form(client: Client, province: Province) -> None:
    make_offer(province.dong_helper, title="氩弧焊实操课")
    client.force_login(province.dong, backend=BACKEND)
    page = client.post(reverse("offer_new"), offer_form(province.dong_helper)).content.decode()
    assert "清单上已经有“氩弧焊实操课”了" in page
    assert 'value="2小时"' in page


def test_changing_unlisting_and_relisting(
    client: Client, province: Province, three: list[Offer]
) -> None:
    client.force_login(province.dong, backend=BACKEND)
    pk, form = three[0].pk, offer_form(province.dong_helper, title="焊接会诊")
    client.post(reverse("offer_edit", args=[pk]), form)
    assert Offer.objects.get(pk=pk).title == "焊接会诊"
    client.post(reverse("offer_unlist", args=[pk]))
    assert not Offer.objects.get(pk=pk).is_listed
    client.post(reverse("offer_relist", args=[pk]))
    assert Offer.objects.get(pk=pk).is_listed
