"""Validators that several rooms share."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

PHONE_DIGITS = 11
FIRST_YEAR, LAST_YEAR = 1900, 2199


def validate_day(day: date) -> None:
    """Raise ``ValidationError`` for a date so far off that it must be a slip of the pen."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        words = _("年份要在%(first)s到%(last)s之间，请核对。")
        raise ValidationError(words, params={"first": FIRST_YEAR, "last": LAST_YEAR})


def validate_phone(number: str) -> None:
    """Raise ``ValidationError`` unless ``number`` is a mobile number of mainland China."""
    if not (number.isascii() and number.isdigit()):
        raise ValidationError(_("手机号只能是数字，请核对。"))
    if (missing := PHONE_DIGITS - len(number)) > 0:
        words = ngettext("手机号少了%(n)s位，请核对。", "手机号少了%(n)s位，请核对。", missing)
        raise ValidationError(words, params={"n": missing})
    if missing < 0:
        words = ngettext("手机号多了%(n)s位，请核对。", "手机号多了%(n)s位，请核对。", -missing)
        raise ValidationError(words, params={"n": -missing})
    if number[0] != "1" or number[1] in "012":
        raise ValidationError(_("这不像手机号，手机号以13到19开头，请核对。"))
