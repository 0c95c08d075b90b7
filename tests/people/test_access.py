"""Who sees which page of the people room, and who may act on whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from hongmajia.people.actions import take_off_roll
from hongmajia.people.models import Helper
from tests.actors import Province

EVERYBODY = {
    "fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren", "stranger", "nobody",
}  # fmt: skip

Get = Callable[..., int]

pytestmark = pytest.mark.usefixtures("bare_refusals")
rights = pytest.mark.one_database("rights are predicates in Python; the lists are asked on both")


@pytest.fixture
def status(province: Province, client: Client) -> Get:
    """``status("xu", "helper", helper)``: what Xu gets; a visitor sent to sign in gets 302."""

    def ask(actor: str, page: str, *args: Any, post: bool = False) -> int:
        client.logout()
        if user := province.actors[actor]:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse(page, args=[getattr(arg, "pk", arg) for arg in args])
        return (client.post if post else client.get)(address).status_code

    return ask


def allowed(status: Get, page: str, *args: Any) -> set[str]:
    """Who gets the page; everybody else is refused, strangers are sent to sign in."""
    answers = {actor: status(actor, page, *args) for actor in EVERYBODY}
    assert answers["nobody"] in (200, 302)
    assert set(answers.values()) <= {200, 302, 403}
    return {actor for actor, answer in answers.items() if answer == 200}


@pytest.mark.parametrize("view", ["artisan_list", "team_list"])
def test_the_lists_are_public(status: Get, view: str) -> None:
    assert allowed(status, view) == EVERYBODY


@rights
def test_the_pages_of_those_on_the_roll_are_public(status: Get, province: Province) -> None:
    assert allowed(status, "helper", province.dong_helper) == EVERYBODY
    assert allowed(status, "helper", province.team) == EVERYBODY


@rights
def test_a_helper_off_the_roll_is_seen_by_union_staff_and_themselves(
    status: Get, province: Province
) -> None:
    take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    answers = {actor: status(actor, "helper", province.dong_helper) for actor in EVERYBODY}
    seen = {actor for actor, answer in answers.items() if answer == 200}
    assert seen == {"fang", "shen", "lin", "dong"}
    assert {answers[actor] for actor in EVERYBODY - seen} == {404}


@rights
@pytest.mark.parametrize("view", ["artisan_new", "team_new"])
def test_cadres_and_liaisons_register(status: Get, view: str) -> None:
    assert allowed(status, view) == {"fang", "shen", "xu", "wu", "lu"}


@rights
@pytest.mark.parametrize("view", ["helper_edit", "helper_leave", "helper_consent"])
def test_the_roll_is_kept_by_the_union_and_those_above(
    status: Get, province: Province, view: str
) -> None:
    """Xu's county lies below Dong's city, Wu's beside it."""
    assert allowed(status, view, province.dong_helper) == {"fang", "shen"}


@rights
def test_helpers_can_pause_themselves(status: Get, province: Province) -> None:
    assert allowed(status, "helper_pause", province.dong_helper) == {"fang", "shen", "dong"}
    assert allowed(status, "helper_pause", province.team) == {"fang", "wu", "zhou"}


@rights
def test_only_the_helper_sees_their_settings(status: Get, province: Province) -> None:
    assert allowed(status, "helper_settings", province.dong_helper) == {"dong"}
    assert allowed(status, "helper_settings", province.team) == {"zhou"}


@rights
def test_members_are_set_by_the_leader_and_the_union(status: Get, province: Province) -> None:
    assert allowed(status, "team_seats", province.team) == {"fang", "wu", "zhou"}


@rights
def test_flags_are_awarded_by_cadres_only(status: Get, province: Province) -> None:
    assert allowed(status, "team_flag", province.team) == {"fang", "wu"}


@rights
@pytest.mark.parametrize("view", ["team_seats", "team_flag"])
def test_an_artisan_has_neither_members_nor_flag(
    status: Get, province: Province, view: str
) -> None:
    assert status("shen", view, province.dong_helper) == 404


@rights
@pytest.mark.parametrize("view", ["helper_phone", "helper_return", "helper_resume"])
def test_actions_take_post_only(status: Get, province: Province, view: str) -> None:
    assert status("shen", view, province.dong_helper) == 405


@rights
@pytest.mark.parametrize("view", ["helper_phone", "helper_return"])
def test_other_unions_and_the_helper_cannot_post_for_the_union(
    status: Get, province: Province, view: str
) -> None:
    for actor in ("wu", "xu", "lin", "contact", "dong", "stranger"):
        assert status(actor, view, province.dong_helper, post=True) == 403
    assert status("nobody", view, province.dong_helper, post=True) == 302


@rights
def test_another_union_cannot_remove_a_member(status: Get, province: Province) -> None:
    for actor in ("xu", "shen", "dong", "stranger"):
        assert status(actor, "team_unseat", province.team, province.zhou_helper, post=True) == 403


def test_the_list_and_the_page_agree(status: Get, province: Province) -> None:
    """A user can open exactly the helpers that the list shows them."""
    take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    for actor, user in province.actors.items():
        listed = Helper.objects.visible_to(user or AnonymousUser())
        for helper in Helper.objects.all():
            expected = 200 if helper in listed else 404
            assert status(actor, "helper", helper) == expected


def test_who_sends_a_team_is_noted_by_who_keeps_it(status: Get, province: Province) -> None:
    assert allowed(status, "team_sender", province.team) == {"fang", "wu"}
