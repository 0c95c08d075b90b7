"""The needs of a region, which is chosen by its name or by where one is."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hongmajia.core.asked import text_of
from hongmajia.unions.models import Region
from hongmajia.unions.places import nearest_county, region_names, regions_named


class Position(forms.Form):
    """Where a browser says that it is, in degrees."""

    lon = forms.FloatField(min_value=-180, max_value=180)
    lat = forms.FloatField(min_value=-90, max_value=90)


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Search by ``q``; where somebody is comes by POST, so that it stands in no address or log."""
    if request.method == "POST":
        return here(request)
    written = text_of(request.GET, "q", 40)
    found = regions_named(written)
    if len(found) == 1:
        return there(found[0])
    return show(request, written=written, found=found)


def here(request: HttpRequest) -> HttpResponse:
    """On to the county in which the browser is; else the page with the search."""
    position = Position(request.POST)
    county = nearest_county(**position.cleaned_data) if position.is_valid() else None
    if county:
        return there(county)
    said = _("您所在的位置附近没有我们的县（市、区），请按名字找。")
    return show(request, status=422, said=said)


def show(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    """The page with the search."""
    context = {"section": "needs", "region_names": region_names(), **context}
    return render(request, "needs/places.html", context, status=status)


def there(region: Region) -> HttpResponse:
    """On to the list of the needs there."""
    return redirect(f"{reverse('need_list')}?region={region.pk}")
