"""All addresses with a code in them count wrong codes together, and say the same."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.codes import WRONG_CODES
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
