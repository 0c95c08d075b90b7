"""What requests name: odd digits, numbers too great, NUL; none is an error of the product."""

from collections.abc import Iterator

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from hongmajia.core.asked import LAST_KEY, key_of, keys_of, text_of
from hongmajia.core.fields import DayField, MomentField, RowsField
from tests.actors import Province


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("12", 12),
        ("0012", 12),
        ("0", 0),
        (str(LAST_KEY), LAST_KEY),
        (str(2**63), LAST_KEY),
        ("9" * 5000, LAST_KEY),
        ("²", None),
        ("١٢", None),
        ("-1", None),
        ("1.0", None),
        ("12\n", None),
        ("12\0", None),
        ("", None),
        (None, None),
    ],
)
def test_the_number_that_a_request_names(words: str | None, key: int | None) -> None:
    assert key_of(words) == key


def test_numbers_among_other_words() -> None:
    assert keys_of(["3", "²", "", "9" * 30]) == [3, LAST_KEY]


def test_a_text_that_no_form_checks() -> None:
    fields = QueryDict("reason=%00不用%00了")
    assert text_of(fields, "reason", 200) == "不用了"
    assert text_of(fields, "reason", 2) == "不用"
    assert text_of(fields, "other", 200) == ""


@pytest.mark.parametrize("address", ["/track/%00/", "/certificates/a%00b/", "/come/%00/"])
def test_no_page_has_nul_in_its_path(client: Client, province: Province, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_query_loses_its_nul(client: Client, province: Province) -> None:
    answer = client.get("/needs/?q=焊%00后&%00=1&region=%00&city=%00")
    assert answer.status_code == 200
    assert answer.context["choice"].q == "焊后"


def all_forms(base: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    """All forms of the product, also the rows of imports."""
    for form in base.__subclasses__():
        if form.__module__.startswith("hongmajia."):
            yield form
        yield from all_forms(form)


def test_every_date_and_every_choice_of_rows_in_a_form_is_checked() -> None:
    """Django's own fields take the year 1 and numbers that no database stores."""
    found = {form for form in all_forms() if getattr(form, "base_fields", None)}
    assert len(found) > 30
    for form in found:
        for name, field in form.base_fields.items():
            where = f"{form.__module__}.{form.__qualname__}.{name}"
            assert isinstance(field, DayField) == isinstance(field, forms.DateField), where
            several = isinstance(field, forms.ModelMultipleChoiceField)
            assert isinstance(field, RowsField) == several, where
            assert isinstance(field, MomentField) == isinstance(field, forms.DateTimeField), where


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"])
def test_a_date_of_another_age_is_a_slip(day: str) -> None:
    with pytest.raises(forms.ValidationError, match="年份要在1900到2199之间"):
        DayField().clean(day)


def test_a_choice_of_rows_with_a_number_too_great(province: Province) -> None:
    field = RowsField(type(province.xu).objects.all())
    assert list(field.clean([str(province.xu.pk)])) == [province.xu]
    for odd in (str(2**64), "9" * 5000, "²", "a\0"):
        with pytest.raises(forms.ValidationError):
            field.clean([odd])


@pytest.mark.parametrize("header", ["HX-Current-URL", "Referer"])
@pytest.mark.parametrize("address", ["http://[", "http://testserver//[", "//["])
@pytest.mark.django_db
def test_a_page_that_is_no_address(client: Client, header: str, address: str) -> None:
    answer = client.post("/needs/1/withdraw/", {"reason": "修好了"}, headers={header: address})
    assert answer.status_code == 302
