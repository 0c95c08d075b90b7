"""Pages with one form: shown, checked, carried out, or shown again with errors."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import refusal_shown_on, status_of

Do = Callable[[], HttpResponse]
"""Calls the action with the form's values and returns the redirect."""

Link = tuple[str, Any]
"""Path of a page, and its name."""


def answer_form(
    request: HttpRequest, form: BaseForm, do: Do, *, template: str, **context: Any
) -> HttpResponse:
    """Return ``do()`` if ``form`` was sent and is valid, else the page with the form.

    A form with errors, or whose action refused, is shown again with its values and status 422
    (429 if it was sent too often).
    """
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            return do()
    return render(request, template, {"form": form, **context}, status=status_of(form))


def form_page(
    request: HttpRequest,
    form: BaseForm,
    do: Do,
    *,
    section: str,
    title: str,
    submit: str,
    back: Link,
    lead: str = "",
) -> HttpResponse:
    """The standard page of one form, answered as by ``answer_form``.

    ``section`` is its entry in the navigation, ``submit`` the label of its button, ``back`` the
    page the person came from, ``lead`` a sentence under the title.
    """
    return answer_form(
        request, form, do, template="core/form_page.html",
        section=section, title=title, submit=submit, back=back, lead=lead,
    )  # fmt: skip
