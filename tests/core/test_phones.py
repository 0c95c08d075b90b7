"""One form field reads a mobile number in every usual spelling, and says what is wrong with it."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from hongmajia.core.fields import PhoneField
from hongmajia.spelling import read_phone

NUMBER = "13911112222"


@pytest.mark.parametrize(
    "written",
    [
        "139 1111 2222",
        "139-1111-2222",
        "139–1111—2222",
        "１３９１１１１２２２２",
        "１３９　１１１１－２２２２",
        "+86 13911112222",
        "＋86 139 1111 2222",
        "(+86)13911112222",
        "0086-139-1111-2222",
        "8613911112222",
        "\u202d13911112222\u202c",
        "\ufeff139\u200b11112222\n",
        "139\xa01111\xa02222",
        13911112222,
        13911112222.0,
        "13911112222.0",
        "139.1111.2222",
        "139·1111·2222",
        "139_1111_2222",
        "'13911112222",
        "1.3911112222E+10",
        "13911112222（微信同号）",
        "电话：139 1111 2222",
        "Tel: +86-139-1111-2222",
    ],
)
def test_every_usual_spelling_gives_eleven_digits(written: object) -> None:
    assert PhoneField().clean(written) == NUMBER


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("1391111222", "手机号少了1位"),
        ("+86 1391111222", "手机号少了1位"),
        ("139111122223", "手机号多了1位"),
        ("8639111122223", "手机号多了2位"),
        ("0572-12345678", "手机号多了1位"),
        ("12911112222", "手机号以13到19开头"),
        ("139abcd2222", "手机号只能是数字"),
        ("1.39E+10", "手机号只能是数字"),
        ("1.391111222E+10", "手机号只能是数字"),
        ("13911112222/13922223333", "手机号只能是数字"),
        ("电话：1391111222", "手机号只能是数字"),
    ],
)
def test_a_wrong_number_is_refused_with_one_sentence(written: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint) as caught:
        PhoneField().clean(written)
    assert len(caught.value.messages) == 1


def test_nothing_is_nothing() -> None:
    assert [read_phone(nothing) for nothing in (None, "", " \u200b")] == ["", "", ""]
    assert PhoneField(required=False).clean("　") == ""
    with pytest.raises(ValidationError):
        PhoneField().clean("　")


def test_the_same_number_written_differently_is_no_change() -> None:
    class ContactForm(forms.Form):
        phone = PhoneField()

    form = ContactForm({"phone": "+86 139 1111 2222"}, initial={"phone": NUMBER})
    assert form.is_valid()
    assert not form.has_changed()
