"""Fifty helpers claim one need in the same moment: as many win as it wants, the others are told."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hongmajia.engagements.actions import propose
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need, user

from .conftest import state_of

RACERS = 50
FEW = 20
"""As many race by the other ways that lead to the same place."""

pytestmark = pytest.mark.django_db(transaction=True)


class Racer(Client):
    """An artisan at a telephone, signed in; ``helper`` is the key of their entry on the roll."""

    helper: int


@pytest.fixture
def racers(request: pytest.FixtureRequest, province: Province) -> list[Racer]:
    """Artisans at their phones, signed in: ``FEW``, or as many as the test states."""
    clients = []
    for number in range(getattr(request, "param", FEW)):
        person = user(f"racer{number}", f"选手{number}")
        client = Racer(raise_request_exception=False)
        client.helper = artisan(f"选手{number}", "焊工", province.huzhou, "330502", person).pk
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    return clients


def all_at_once(racers: list[Racer], act: Callable[[Racer], HttpResponse]) -> list[HttpResponse]:
    """Run ``act`` for all at the same moment, each in a thread with its own connection."""
    ready = Barrier(len(racers))

    def run(client: Racer) -> HttpResponse:
        try:
            connection.ensure_connection()
            ready.wait(timeout=60)
            return act(client)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(racers)) as threads:
        return list(threads.map(run, racers))


def claim_on_the_page(need: Need) -> Callable[[Racer], HttpResponse]:
    """Return an act that presses the button of the claim page for the racer."""
    page = reverse("claim_need", args=[need.pk])

    def press(client: Racer) -> HttpResponse:
        return client.post(page, {"helper": client.helper})

    return press


@pytest.mark.parametrize("racers", [RACERS], indirect=True)
@pytest.mark.parametrize("wanted", [1, 3])
def test_as_many_win_as_are_wanted(province: Province, racers: list[Racer], wanted: int) -> None:
    need = make_need(province, helpers_wanted=wanted)

    answers = all_at_once(racers, claim_on_the_page(need))

    assert Counter(answer.status_code for answer in answers) == {302: wanted, 409: RACERS - wanted}
    for answer in answers:
        if answer.status_code == 409:
            assert "谢谢您愿意帮忙" in answer.content.decode()
    won = Engagement.objects.filter(need=need)
    assert sorted(won.values_list("slot", flat=True)) == list(range(1, wanted + 1))
    assert set(won.values_list("state", flat=True)) == {EngagementState.ACCEPTED}
    assert state_of(need) == NeedState.MATCHED


def test_the_programming_interface_races_by_the_same_rule(
    province: Province, racers: list[Racer]
) -> None:
    need = make_need(province)

    def claim(client: Racer) -> HttpResponse:
        return client.post(
            "/api/engagements/claim", {"need": need.pk}, content_type="application/json"
        )

    answers = all_at_once(racers, claim)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: FEW - 1}
    assert all(answer.json()["detail"] for answer in answers if answer.status_code == 409)
    assert Engagement.objects.filter(need=need).count() == 1


def test_the_last_place_goes_to_yes_or_to_claim_never_to_both(
    province: Province, racers: list[Racer]
) -> None:
    """An invited helper accepts while others claim."""
    need = make_need(province)
    asked = propose(
        need=need,
        helper=Helper.objects.get(pk=racers[0].helper),
        actor=province.xu,
    )
    press = claim_on_the_page(need)

    def act(client: Racer) -> HttpResponse:
        if client is racers[0]:
            return client.post(reverse("engagement_accept", args=[asked.pk]))
        return press(client)

    answers = all_at_once(racers, act)

    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: FEW - 1}
    assert Engagement.objects.agreed().filter(need=need).count() == 1
    assert not Engagement.objects.asked().exists()
