"""``{% load helper_names %}``: the name of a helper as the reader may know it."""

from typing import Any

from django import template

from ..naming import name_for

register = template.Library()


@register.filter
def named_for(helper: Any, reader: Any) -> str:
    """``{{ helper|named_for:user }}``: see ``people.naming``."""
    return name_for(reader, helper)
