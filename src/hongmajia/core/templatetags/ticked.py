"""Template tags of a list whose rows can be ticked; the view gives it ``ticks`` (``ticking``)."""

from typing import Any

from django import template

from hongmajia.core.ticking import Ticks

register = template.Library()


@register.inclusion_tag("core/_tick.html")
def tick(ticks: Ticks, row: Any) -> dict[str, Any]:
    """``{% tick ticks need %}``: the box of one row with its fields, or its place."""
    if row.pk not in ticks.boxes:
        return {"has_bar": ticks.has_bar}
    return {
        "key": row.pk,
        "name": ticks.boxes[row.pk],
        "ticked": ticks.are_all_ticked,
        "forms": ticks.forms.get(row.pk, []),
    }


@register.inclusion_tag("core/_tick_bar.html", takes_context=True)
def tick_bar(context: template.Context, ticks: Ticks) -> dict[str, Any]:
    """``{% tick_bar ticks %}`` after the list: what can be done with the ticked rows."""
    return {
        "ticks": ticks,
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
    }
