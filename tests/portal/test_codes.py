"""All addresses with a code in them count wrong codes together, and say the same."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from hongmajia.core.codes import GUESSES, WRONG_CODES
from hongmajia.core.limits import Limit
from hongmajia.engagements.actions import order_offer
from hongmajia.needs.enums import Visibility
from hongmajia.services.actions import plan_activity, sign_up
from hongmajia.services.models import Certificate
from tests.actors import AT_ANY_TIME, Province, make_need, make_offer

ADDRESSES = ("track", "needs/ask", "orders", "come", "certificates", "sign-ups")


@pytest.fixture
def right(province: Province) -> dict[str, str]:
    """Of each address one with a right code."""
    begin = timezone.now() + timedelta(days=3)
    talk = plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, title="讲座", form="lecture",
        kind="public_good", region=province.mogan.region, starts_at=begin,
        ends_at=begin + timedelta(hours=2), is_open=True,
    )  # fmt: skip
    certificate = Certificate.objects.create(
        helper=province.dong_helper, season=province.season, union=province.huzhou,
        issued_by=province.shen,
    )  # fmt: skip
    ordered = order_offer(
        offer=make_offer(province.dong_helper), actor=None, text="想请师傅来讲焊接", mode="on_site",
        region=province.mogan.region, contact_name="沈女士", contact_phone="13812341234",
        visibility=Visibility.MASKED,
    )  # fmt: skip
    code = make_need(province).tracking_code
    signed = sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    codes = (code, code, ordered.need.tracking_code, talk.code, certificate.token, signed.code)
    return {address: f"/{address}/{code}/" for address, code in zip(ADDRESSES, codes, strict=True)}


def test_right_codes_are_read_however_often(client: Client, right: dict[str, str]) -> None:
    for _ in range(WRONG_CODES + 1):
        for address in right.values():
            assert client.get(address).status_code == 200, address


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("guessed", ADDRESSES)
def test_guessing_at_one_address_closes_all_with_a_code(
    client: Client, right: dict[str, str], guessed: str
) -> None:
    for number in range(WRONG_CODES):
        assert client.get(f"/{guessed}/HM-2222-{number:04}/").status_code == 404
    for address in right.values():
        answer = client.get(address)
        assert answer.status_code == 429, address
        assert 0 < int(answer["Retry-After"]) <= 600
        assert "请10分钟以后再来" in answer.content.decode()
        assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200, address


def test_a_sign_up_cannot_be_found_by_its_key(client: Client, right: dict[str, str]) -> None:
    """The key of a row can be guessed; the code says who was given the address."""
    key = right["sign-ups"].split("/")[2].partition(":")[0]
    for code in (key, f"{key}:", f"{key}:{'x' * 43}"):
        assert client.get(f"/sign-ups/{code}/").status_code == 404
        assert client.post(f"/sign-ups/{code}/cancel/").status_code == 404


KNOWN_TO_ALL = {"slug", "name", "provider", "kind", "joined"}
"""Words in addresses that are no secret: names of pages, indicators, providers, tables."""
OF_THE_READER = {
    "me/mail/<key>/": "signed; somebody else's cannot be made up",
    "ticked/<key>/": "kept in the reader's own session",
}


def addresses_with_a_secret(patterns: Any = None, above: str = "") -> Iterator[str]:
    """Every address of the product that holds a word of which one has to know, not a key."""
    for pattern in patterns or get_resolver().url_patterns:
        address = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses_with_a_secret(pattern.url_patterns, address)
            continue
        words = re.findall(r"<(?:(\w+):)?(\w+)>", address)
        secret = {name for kind, name in words if kind not in ("int", "uuid")} - KNOWN_TO_ALL
        if secret and address not in OF_THE_READER:
            yield address


SECRET = sorted(addresses_with_a_secret())


def test_the_addresses_with_a_secret_are_found() -> None:
    assert len(SECRET) > 35
    assert {"track/<code>/", "needs/ask/<code>/", "orders/<code>/", "calendar/<feed>.ics"} <= {
        *SECRET
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("address", SECRET)
def test_every_address_with_a_secret_counts_wrong_ones(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """A new address is among these as soon as it exists."""
    counted = []
    monkeypatch.setattr(Limit, "count", lambda limit, _who: counted.append(limit.name))
    guessed = re.sub(r"<int:\w+>", "1", address)
    guessed = "/" + re.sub(r"<\w+>", "HM-2222-2222", guessed)
    for answer in (client.get(guessed), client.post(guessed)):
        assert answer.status_code in (302, 404, 405), address
    assert GUESSES.name in counted
