"""The name of the helper in a row of a plan."""

from typing import Any

from hongmajia.people.naming import name_for


def planned_name(reader: Any, row: Any) -> str:
    """As on the roll; once the row was sent, also for staff of the union that holds the need."""
    unions = [row.need.union] if row.engagement_id else []
    return name_for(reader, row.helper, *unions)
