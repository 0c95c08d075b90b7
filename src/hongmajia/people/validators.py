"""Validators of what the rows of helpers and teams store."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_SPECIALITIES = 12
MAX_LETTERS = 20


def validate_specialities(words: Any) -> None:
    """Raise ``ValidationError`` unless ``words`` is a list of a few short texts."""
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValidationError(_("专长是一串短词，如“不锈钢焊接、焊接变形控制”。"))
    if len(words) > MAX_SPECIALITIES:
        raise ValidationError(
            _("专长最多写%(n)s项，请留最拿手的。"), params={"n": MAX_SPECIALITIES}
        )
    if too_long := next((word for word in words if len(word) > MAX_LETTERS), None):
        message = _("“%(word)s”太长了，一项专长最多%(n)s个字。")
        raise ValidationError(message, params={"word": too_long, "n": MAX_LETTERS})


def validate_weekdays(days: Any) -> None:
    """Raise ``ValidationError`` unless ``days`` is a list of weekdays, Monday 1 to Sunday 7."""
    if not isinstance(days, list) or not all(day in range(1, 8) for day in days):
        raise ValidationError(_("有空的日子请写周一到周日。"))


def validate_past(day: date) -> None:
    """Raise ``ValidationError`` for a day that has not come yet."""
    if day > timezone.localdate():
        raise ValidationError(_("这一天还没到。"))
