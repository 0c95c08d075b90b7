"""One form field reads a day in every usual writing, and asks where it could be two."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from pydantic import BaseModel
from pydantic import ValidationError as Invalid

from hongmajia.core.fields import DayField
from hongmajia.core.schemas import Day


class Asked(BaseModel):
    day: Day


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "written",
    ["2026-12-20", "2026.12.20", "2026年12月20日", "20261220", "20/12/2026", "20 Dec 2026"],
)
def test_a_day_is_the_same_in_forms_and_api_and_in_both_languages(
    written: str, language: str
) -> None:
    with translation.override(language):
        assert DayField().clean(written) == date(2026, 12, 20)
        assert Asked.model_validate({"day": written}).day == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh-hans",
            "“10/12/2026”可能是2026年10月12日，也可能是2026年12月10日，请写成2026-10-12这样。",
        ),
        (
            "en",
            "“10/12/2026” may be 12 Oct 2026, or perhaps 10 Dec 2026. "
            "Please write it like 2026-10-12.",
        ),
    ],
)
def test_what_could_be_two_days_is_asked_about(language: str, said: str) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            DayField().clean("10/12/2026")
        assert refused.value.messages == [said]
        with pytest.raises(Invalid, match="10/12/2026"):
            Asked.model_validate({"day": "10/12/2026"})


@pytest.mark.parametrize("written", ["尽快", "2026-02-30", "12月20日"])
def test_what_is_no_day_is_told_how_to_be_written(written: str) -> None:
    with pytest.raises(ValidationError, match="日期请写明年、月、日，如2026-06-30。"):
        DayField().clean(written)


def test_a_day_far_off_is_a_slip_of_the_pen() -> None:
    with pytest.raises(ValidationError, match="1900"):
        DayField().clean("1026.12.20")
    with pytest.raises(Invalid):
        Asked.model_validate({"day": "1026.12.20"})
