"""``{% load engagement_names %}``: the name of an engagement's helper, as the reader knows it."""

from typing import Any

from django import template

from ..naming import helper_name

register = template.Library()


@register.filter
def helper_for(engagement: Any, reader: Any) -> str:
    """``{{ engagement|helper_for:user }}``: see ``engagements.naming``."""
    return helper_name(reader, engagement)
