"""The name of the helper of an engagement, who was proposed to the union that holds its need."""

from typing import Any

from hongmajia.people.naming import name_for


def helper_name(reader: Any, engagement: Any) -> str:
    """The full name also for staff of the union that holds the need, and of those above it."""
    return name_for(reader, engagement.helper, engagement.need.union)
