"""Who sees which page of the engagements, and who may act."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from tests.actors import Province, make_need, make_offer

EVERYBODY = {
    "fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren", "stranger", "nobody",
}  # fmt: skip
SIDES = {"fang", "shen", "xu", "lin", "contact", "dong"}
"""Cadres and leaders of the unions that hold need or helper and above, asker, helper."""

Get = Callable[..., int]
Ask = Callable[..., Engagement]

pytestmark = pytest.mark.usefixtures("bare_refusals")
rights = pytest.mark.one_database("rights are predicates in Python; the lists are asked on both")


@pytest.fixture
def status(province: Province, client: Client) -> Get:
    """``status("xu", "engagement", 1)``: what Xu gets; a visitor sent to sign in gets 302."""

    def ask(actor: str, name: str, *args: Any, post: bool = False, **words: Any) -> int:
        client.logout()
        if person := province.actors[actor]:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse(name, args=args)
        return (client.post(address, words) if post else client.get(address)).status_code

    return ask


def table(status: Get, name: str, *args: Any, post: bool = False) -> dict[str, int]:
    return {actor: status(actor, name, *args, post=post) for actor in sorted(EVERYBODY)}


def answers(allowed: set[str], code: int, other: int, nobody: int = 302) -> dict[str, int]:
    """The table in which ``allowed`` get ``code`` and everybody else ``other``."""
    expected = {actor: code if actor in allowed else other for actor in sorted(EVERYBODY)}
    return {**expected, "nobody": nobody}


@rights
def test_an_engagement_exists_for_its_sides_only(status: Get, ask: Ask) -> None:
    assert table(status, "engagement", ask().pk) == answers(SIDES, 200, 404)


def test_list_and_page_agree(province: Province, status: Get, ask: Ask) -> None:
    asked = ask()
    for actor, person in province.actors.items():
        listed = Engagement.objects.visible_to(person or AnonymousUser()).exists()
        assert listed == (status(actor, "engagement", asked.pk) == 200), actor


def test_everybody_signed_in_has_a_list(status: Get) -> None:
    assert table(status, "engagement_list") == answers(EVERYBODY, 200, 200)


@rights
@pytest.mark.parametrize("name", ["engagement_accept", "engagement_decline", "engagement_withdraw"])
def test_only_the_helper_answers(province: Province, status: Get, ask: Ask, name: str) -> None:
    asked = ask()
    found = table(status, name, asked.pk, post=True)
    for outsider in EVERYBODY - SIDES - {"nobody"}:
        assert found.pop(outsider) == 404
    assert found.pop("nobody") == 302
    assert found.pop("dong") in (302, 409, 422)  # what he may, the act itself decides
    assert set(found.values()) == {403}


@rights
@pytest.mark.parametrize("name", ["engagement_choose", "engagement_cancel"])
def test_only_the_needs_cadres_choose_and_cancel(status: Get, ask: Ask, name: str) -> None:
    asked = ask()
    found = table(status, name, asked.pk, post=True)
    cadres = {found[cadre] for cadre in ("fang", "shen", "xu")}
    assert cadres <= {302, 422}
    assert {found[other] for other in ("lin", "contact", "dong")} == {403}
    assert {found[other] for other in ("wu", "zhou", "lu", "ren", "stranger")} == {404}


@rights
def test_the_two_sides_may_call_each_other_once_agreed(
    province: Province, status: Get, ask: Ask
) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    found = table(status, "engagement_phone", accepted.pk, post=True)
    assert found == answers(SIDES, 200, 404)


@rights
def test_helpers_claim_and_nobody_else(province: Province, status: Get, need: Need) -> None:
    assert table(status, "claim_need", need.pk) == answers({"dong", "zhou"}, 200, 403)


@rights
def test_what_one_may_not_see_one_cannot_claim(province: Province, status: Get) -> None:
    hidden = make_need(province, visibility="unions")
    assert status("zhou", "claim_need", hidden.pk) == 404
    assert status("zhou", "bid_need", hidden.pk) == 404


@rights
def test_helpers_bid_and_nobody_else(province: Province, status: Get, need: Need) -> None:
    assert table(status, "bid_need", need.pk) == answers({"dong", "zhou"}, 200, 403)


@rights
@pytest.mark.parametrize("name", ["propose", "pair", "call_for_bids"])
def test_the_cadres_of_the_need_look_for_helpers(status: Get, need: Need, name: str) -> None:
    assert table(status, name, need.pk) == answers({"fang", "shen", "xu"}, 200, 403)


@rights
def test_the_part_of_the_needs_page_follows_the_need(
    province: Province, status: Get, need: Need
) -> None:
    assert table(status, "need_engagements", need.pk) == answers(EVERYBODY, 200, 200, 200)
    hidden = make_need(province, visibility="unions")
    own = {"fang", "shen", "xu", "lin", "contact"}
    assert table(status, "need_engagements", hidden.pk) == answers(own, 200, 404, 404)


@rights
def test_what_a_helper_solved_is_public(province: Province, status: Get) -> None:
    found = table(status, "helper_history", province.dong_helper.pk)
    assert found == answers(EVERYBODY, 200, 200, 200)


@rights
def test_everybody_orders_what_is_listed(province: Province, status: Get) -> None:
    offer = make_offer(province.dong_helper)
    assert table(status, "order_offer", offer.pk) == answers(EVERYBODY, 200, 200, 200)
    unlisted = make_offer(province.dong_helper, is_listed=False)
    assert status("stranger", "order_offer", unlisted.pk) == 404
    assert status("stranger", "order_offer", offer.pk + 99) == 404


@rights
def test_the_code_opens_the_order_and_nothing_else_does(
    province: Province, status: Get, order: Ask, need: Need
) -> None:
    code = order().need.tracking_code
    assert status("nobody", "ordered", code) == 200
    assert status("nobody", "ordered", "HM-2222-2222") == 404
    assert status("nobody", "ordered", need.tracking_code) == 404  # asked, not ordered
