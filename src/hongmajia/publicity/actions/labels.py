"""Labels of fields as the log of events stores them."""

from typing import Any

from django.utils import translation


def labels_of(model: Any, names: list[str]) -> str:
    """Labels of fields in Chinese, as the log stores them."""
    with translation.override("zh-hans"):
        return "、".join(str(model._meta.get_field(name).verbose_name) for name in names)
