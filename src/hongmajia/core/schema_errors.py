"""What is wrong with a request, in the caller's language, for each error of its schema."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES = {
    "missing": gettext_lazy("缺这一项。"),
    "string_type": gettext_lazy("要是一段文字。"),
    "string_too_short": gettext_lazy("太短，至少%(min_length)s个字。"),
    "string_too_long": gettext_lazy("太长，最多%(max_length)s个字。"),
    "string_pattern_mismatch": gettext_lazy("写法不对，要符合%(pattern)s。"),
    "string_unicode": gettext_lazy("不是完整的Unicode文字。"),
    "int_type": gettext_lazy("要是整数。"),
    "int_parsing": gettext_lazy("要是整数。"),
    "int_from_float": gettext_lazy("要是整数。"),
    "int_parsing_size": gettext_lazy("数太大了。"),
    "decimal_type": gettext_lazy("要是数字。"),
    "decimal_parsing": gettext_lazy("要是数字。"),
    "decimal_max_places": gettext_lazy("小数最多%(decimal_places)s位。"),
    "decimal_max_digits": gettext_lazy("数字最多%(max_digits)s位。"),
    "decimal_whole_digits": gettext_lazy("数太大了。"),
    "finite_number": gettext_lazy("要是数字。"),
    "bool_type": gettext_lazy("要写true或false。"),
    "bool_parsing": gettext_lazy("要写true或false。"),
    "enum": gettext_lazy("只能是%(expected)s之一。"),
    "literal_error": gettext_lazy("只能是%(expected)s之一。"),
    "greater_than": gettext_lazy("要大于%(gt)s。"),
    "greater_than_equal": gettext_lazy("不能小于%(ge)s。"),
    "less_than": gettext_lazy("要小于%(lt)s。"),
    "less_than_equal": gettext_lazy("不能大于%(le)s。"),
    "list_type": gettext_lazy("要是一列。"),
    "too_long": gettext_lazy("太多，最多%(max_length)s项。"),
    "model_attributes_type": gettext_lazy("要是一个JSON对象。"),
    "model_type": gettext_lazy("要是一个JSON对象。"),
    "dict_type": gettext_lazy("要是一个JSON对象。"),
    "date_type": gettext_lazy("日期请写成2026-06-30。"),
    "datetime_type": gettext_lazy("时间请写成2026-06-30T09:00:00+08:00。"),
    "datetime_parsing": gettext_lazy("时间请写成2026-06-30T09:00:00+08:00。"),
    "datetime_from_date_parsing": gettext_lazy("时间请写成2026-06-30T09:00:00+08:00。"),
    "datetime_object_invalid": gettext_lazy("时间请写成2026-06-30T09:00:00+08:00。"),
    "timezone_aware": gettext_lazy("时间要带时区，如+08:00。"),
}
"""Pydantic's type of an error → our sentence, with the values of its context."""
OWN = {"phone", "day", "moment", "nul", "cursor", "value_error"}
"""Types of our own errors, whose message is already a sentence of ours."""


def in_words(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The errors of a request as the interface answers them: ``loc``, ``msg`` and ``type``."""
    return [{"loc": e["loc"], "msg": _sentence(e), "type": e["type"]} for e in errors]


def _sentence(error: dict[str, Any]) -> str:
    if error["type"] in OWN:
        return str(error["msg"])
    if sentence := SENTENCES.get(error["type"]):
        return str(str(sentence) % error.get("ctx", {}))
    return str(_("这一项不对。"))
