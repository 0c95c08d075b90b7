"""Every param of every sentence fits what the vendors of SMS take."""

import pytest
from django.test import Client

from hongmajia.accounts.actions.inviting import LENGTH
from hongmajia.core import acts
from hongmajia.needs.models import new_tracking_code
from hongmajia.notices.wording import PLACE, TAILS, fitted, registered_sms
from hongmajia.services.models import SignUp
from hongmajia.services.models.activities import LONG_CODES

VENDORS = 35
"""Characters of a param: https://help.aliyun.com/document_detail/101347.html,
isv.PARAM_LENGTH_LIMIT."""
TEMPLATE = 500
"""Characters of a template, filled in."""
LAST_KEY = 10**12
"""No table gets so many rows."""


def longest_code(name: str, sentence: str) -> str:
    """A code as long as that sentence may have; ``KeyError`` for one whose code is not known."""
    if TAILS["sign_up"] in sentence:
        return SignUp(pk=LAST_KEY).code
    if TAILS["track"] in sentence:
        return new_tracking_code()
    return {
        "ask_code": "123456",
        "sign_in_code": "123456",
        "number_code": "123456",
        "several_of_need": new_tracking_code(),
        "claim_answered": new_tracking_code(),
        "application_answered": new_tracking_code(),
        "invitation": "A" * LENGTH,
    }[name]


@pytest.mark.parametrize("name", sorted(registered_sms()))
def test_each_param_fits(name: str) -> None:
    sentence = acts.in_chinese(registered_sms()[name])
    words = {place: "长" * 200 for place in PLACE.findall(sentence) if place != "site"}
    if "code" in words:
        words["code"] = longest_code(name, sentence)
    params = fitted(words)
    assert {place: len(word) for place, word in params.items() if len(word) > VENDORS} == {}
    assert params.get("code", "") == words.get("code", ""), "a code is not cut"
    assert len(PLACE.sub("x" * VENDORS, sentence)) <= TEMPLATE


@pytest.mark.django_db
def test_a_code_of_before_still_leads_to_its_page(client: Client) -> None:
    assert SignUp.pk_of(LONG_CODES.sign("7")) == 7
    assert SignUp.pk_of(SignUp(pk=7).code) == 7
    assert SignUp.pk_of("7:0123456789abcdef") is None
