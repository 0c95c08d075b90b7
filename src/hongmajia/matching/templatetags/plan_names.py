"""``{% load plan_names %}``: the name of the helper in a row of a plan, as the reader knows it."""

from typing import Any

from django import template

from ..naming import planned_name

register = template.Library()


@register.filter
def planned_for(row: Any, reader: Any) -> str:
    """``{{ row|planned_for:user }}``: see ``matching.naming``."""
    return planned_name(reader, row)
