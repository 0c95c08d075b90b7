"""Pages that are one form: shown, checked, carried out or shown again with what went wrong."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .forms import refusal_shown_on

Do = Callable[[], HttpResponse]
"""Calls the action with what the form says and returns the redirect that follows."""

Link = tuple[str, Any]
"""The address of a page and its name."""


def answer_form(
    request: HttpRequest, form: BaseForm, do: Do, *, template: str, **context: Any
) -> HttpResponse:
    """``do`` when ``form`` was sent and is valid; else the page ``template`` with the form in it.

    A form that was not accepted, by its own checks or because the action refused, comes back with
    what was typed and status 422.
    """
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            return do()
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


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
    """The plain page of one form, answered as by ``answer_form``.

    ``section`` is the entry of the navigation it belongs to, ``submit`` the word on its button,
    ``back`` the page one came from, ``lead`` a sentence under the title.
    """
    return answer_form(
        request, form, do, template="core/form_page.html",
        section=section, title=title, submit=submit, back=back, lead=lead,
    )  # fmt: skip
