"""The links to the years of a page."""

from typing import Any

from django import template

from hongmajia.unions.years import Years, year_links

register = template.Library()


@register.inclusion_tag("unions/_years.html", takes_context=True)
def years_of(context: template.Context, years: Years) -> dict[str, Any]:
    """``{% years_of years %}``: which year the page shows, and the same page of the others."""
    return {"links": year_links(years, context["request"].GET)}
