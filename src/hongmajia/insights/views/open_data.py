"""Open data: the page, the files, and their description."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hongmajia.core.downloads import disposition
from hongmajia.core.limits import DRAWN, limited
from hongmajia.sheets.formulas import looks_like_formula
from hongmajia.unions.models import Season
from hongmajia.unions.present import season_visited

from ..open_data import BY_NAME, TABLES, Table, package_of

FEEDS = ("need_feed", "offer_feed", "news_feed")
PIECE = 500
"""Rows of one piece of a file."""


def _season() -> Season:
    season = season_visited(AnonymousUser())
    if season is None:
        raise Http404("season")
    return season


def _table(name: str) -> Table:
    if name not in BY_NAME:
        raise Http404(name)
    return BY_NAME[name]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What there is: feeds, tables with their columns, the description."""
    context = {
        "section": "figures",
        "season": season_visited(AnonymousUser()),
        "tables": TABLES,
        "feeds": [reverse(name) for name in FEEDS],
    }
    return render(request, "insights/open_data.html", context)


@require_GET
@limited(DRAWN)
def description(request: HttpRequest) -> JsonResponse:
    """The Data Package that describes the tables."""
    package = package_of(_season(), lambda name: reverse("open_data_csv", args=[name]))
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_GET
@limited(DRAWN)
def csv_file(request: HttpRequest, name: str) -> Any:
    """A table as CSV, with a mark by which spreadsheets know that it is UTF-8."""
    table, season = _table(name), _season()
    headers = {"Content-Disposition": disposition(f"{name}-{season.year}.csv")}
    return StreamingHttpResponse(
        _csv(table, season), content_type="text/csv; charset=utf-8", headers=headers
    )


@require_GET
@limited(DRAWN)
def json_file(request: HttpRequest, name: str) -> Any:
    """A table as a JSON array of objects."""
    table, season = _table(name), _season()
    headers = {"Content-Disposition": disposition(f"{name}-{season.year}.json")}
    return StreamingHttpResponse(
        _json(table, season), content_type="application/json", headers=headers
    )


def _csv(table: Table, season: Season) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([field.name for field in table.fields])
    for number, row in enumerate(table.rows(season), start=1):
        writer.writerow(map(_cell, row))
        if number % PIECE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any) -> Any:
    """A text that spreadsheets would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value


def _json(table: Table, season: Season) -> Iterator[str]:
    names = [field.name for field in table.fields]
    yield "["
    for number, row in enumerate(table.rows(season)):
        said = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        yield f"{',' if number else ''}\n{said}"
    yield "\n]\n"
