"""The links to the provinces of a public page."""

from typing import Any

from django import template
from django.http import QueryDict
from django.utils.translation import gettext as _

from hongmajia.unions.served import are_several, provinces_served
from hongmajia.unions.visiting import ALL, PARAMETER, visit_now
from hongmajia.unions.years import PLACES_IN_A_LIST

register = template.Library()

OF_ONE_PROVINCE = ("region", "city")
"""Parameters that mean a place of one province."""


@register.inclusion_tag("unions/_provinces.html", takes_context=True)
def choose_province(context: template.Context) -> dict[str, Any]:
    """``{% choose_province %}``: whose records the page shows, and the same page of the others.

    Nothing as long as only one province is served.
    """
    if not are_several():
        return {"links": []}
    shown = visit_now().shown
    codes = [*((one.pk, one.name) for one in provinces_served()), (ALL, _("各省"))]
    query, now = context["request"].GET, shown.pk if shown else ALL
    links = [(name, _address(query, code), code == now) for code, name in codes]
    return {"links": links}


def _address(query: QueryDict, code: str) -> str:
    kept = query.copy()
    for name in (*PLACES_IN_A_LIST, *OF_ONE_PROVINCE):
        kept.pop(name, None)
    kept[PARAMETER] = code
    return f"?{kept.urlencode()}"
