"""A form that looks as if a machine had filled it in: a person answers a question, and goes on."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from pytest_django import Settings

from hongmajia.needs.doubts import MANY, TICKET
from hongmajia.needs.models import Need, new_tracking_code
from tests.actors import Province, make_offer
from tests.fake_sms import FakeSms
from tests.needs.conftest import As, answers

ASK = "/needs/ask/"
NUMBERS = {name: n for n, name in enumerate("零一二三四五六七八九")}

pytestmark = pytest.mark.one_database("nothing of it is asked of the database")


@pytest.fixture(autouse=True)
def doubting(settings: Settings) -> None:
    settings.FASTEST_ASKING = 4


class AMinuteAgo(TimestampSigner):
    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - 60)


def ticket_of_a_minute_ago() -> str:
    return AMinuteAgo(salt=TICKET).sign_object(new_tracking_code())


def hidden(page: Any) -> dict[str, str]:
    """The ticket and the question of a page that asks."""
    return {
        "ticket": page.context["ticket"],
        "question": re.findall(r'name="question" value="([^"]+)"', page.text)[0],
    }


def sum_on(page: Any) -> int:
    first, second = re.findall("([二三四五六七八九])加([二三四五六七八九])等于几", page.text)[0]
    return NUMBERS[first] + NUMBERS[second]


def test_whoever_reads_the_page_is_asked_nothing(client: Client, province: Province) -> None:
    client.post(ASK, answers(ticket=ticket_of_a_minute_ago()))
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    "signs",
    [
        lambda client: {"ticket": client.get(ASK).context["ticket"]},
        lambda client: {},
        lambda client: {"ticket": ticket_of_a_minute_ago(), "homepage": "https://spam.example"},
    ],
    ids=["at once", "without having seen the page", "with the field that nobody sees"],
)
def test_in_doubt_a_sum_is_asked_and_nothing_is_lost(
    client: Client, province: Province, signs: Callable[[Client], dict[str, str]]
) -> None:
    page = client.post(ASK, answers(**signs(client)))
    assert page.status_code == 422
    assert "焊后平面度由6mm降到2mm以内" in page.text
    assert not Need.objects.exists()
    client.post(ASK, answers(**hidden(page), answer=f"{sum_on(page)}"))
    assert Need.objects.count() == 1


def test_waiting_does_not_answer_the_question(client: Client, province: Province) -> None:
    ticket = {"ticket": ticket_of_a_minute_ago()}
    client.post(ASK, answers(**ticket, homepage="x"))
    client.post(ASK, answers(**ticket))
    assert not Need.objects.exists()


def test_an_answer_counts_for_one_need_and_three_tries(client: Client, province: Province) -> None:
    page = client.post(ASK, answers())
    right, known = sum_on(page), hidden(page)
    for _try in range(3):
        assert "不对，请再看一遍" in client.post(ASK, answers(**known, answer="99")).text
    again = client.post(ASK, answers(**known, answer=str(right)))
    assert hidden(again)["question"] != known["question"]
    client.post(ASK, answers(**hidden(again), answer=str(sum_on(again))))
    assert Need.objects.count() == 1
    other = known | {"ticket": client.get(ASK).context["ticket"]}
    client.post(ASK, answers(**other, answer=str(right)))
    assert Need.objects.count() == 1


def test_many_needs_from_one_network_are_asked_each(client: Client, province: Province) -> None:
    for number in range(MANY.most + 1):
        sent = answers(ticket=ticket_of_a_minute_ago(), contact_phone=f"138123412{number:02}")
        answer = client.post(ASK, sent)
    assert Need.objects.count() == MANY.most
    assert "等于几" in answer.text


def test_where_sms_are_sent_a_code_goes_to_the_contact(
    client: Client, province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        page = client.post(ASK, answers())
        work()
        [(number, text)] = gateway.messages
        assert number == "13812341234"
        assert "我们给138****1234发了短信" in page.text
        code = re.findall(r"\d{6}", text)[0]
        # A code proves its own number only; the next one is not texted within a minute.
        other = answers(**hidden(page), answer=code, contact_phone="13812341299")
        client.post(ASK, other)
        assert not Need.objects.exists()
        client.post(ASK, answers(**hidden(page), answer=code))
        assert Need.objects.count() == 1
        assert "等于几" in client.post(ASK, answers()).text


def test_an_order_is_asked_too_but_nobody_who_signed_in(
    client: Client, province: Province, as_: As
) -> None:
    order = f"/offers/{make_offer(province.dong_helper).pk}/order/"
    assert "等于几" in client.post(order, answers()).text
    as_("contact").post(ASK, answers())
    assert Need.objects.count() == 1
