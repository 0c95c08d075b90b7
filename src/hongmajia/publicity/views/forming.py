"""A page that is one form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(request: HttpRequest, form: Any, **words: str) -> HttpResponse:
    """``words`` are its ``title``, ``submit``, ``back`` and perhaps ``lead``."""
    context = {"form": form, "section": "news", **words}
    return render(request, "publicity/form.html", context, status=422 if form.errors else 200)
