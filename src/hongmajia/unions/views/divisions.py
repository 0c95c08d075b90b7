"""The page on which the unions of cities and counties are added all at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from hongmajia.core.form_pages import answer_form

from ..actions import add_unions_of
from ..divisions import Division, divisions_of
from ..enums import UnionKind
from ..forms import RegionsForm
from ..models import Union
from .tree import load, page_of

WAYS = ("cities", "all", "none")
"""What ``?tick=`` may ask to be ticked."""


@login_required
def union_regions(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick the places below the union ``pk`` that are to get a union."""
    host = load(request, pk, "unions.manage")
    # With None an empty list would be no answer: nothing ticked is a fault to be told.
    form = RegionsForm(request.POST if request.method == "POST" else None, host=host)
    divisions = divisions_of(host)

    def do() -> HttpResponse:
        regions = form.cleaned_data["regions"]
        n = len(add_unions_of(actor=request.user, host=host, regions=regions))
        said = ngettext("建好了%(n)s个工会。", "建好了%(n)s个工会。", n) % {"n": n}
        messages.success(request, said)
        return redirect("union_list")

    asked = request.GET.get("tick", "")
    ticked = request.POST.getlist("regions") if form.is_bound else _ticked(host, divisions, asked)
    return answer_form(
        request, form, do, template="unions/regions.html", section="unions", host=host,
        divisions=divisions, ticked=ticked, back=page_of(host),
        has_cities=host.kind == UnionKind.PROVINCE,
    )  # fmt: skip


def _ticked(host: Union, divisions: list[Division], asked: str) -> list[Any]:
    """Codes of the places that are ticked at first: of a province its cities, else all."""
    way = asked if asked in WAYS else "cities" if host.kind == UnionKind.PROVINCE else "all"
    cities = [one.region.pk for one in divisions]
    counties = [county.region.pk for one in divisions for county in one.counties]
    return {"cities": cities, "all": cities + counties, "none": []}[way]
