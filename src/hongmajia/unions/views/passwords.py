"""The page that shows a one-time password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.form_pages import Link

from ..models import User


def show_password(request: HttpRequest, person: User, password: str, *, back: Link) -> HttpResponse:
    """Show a one-time ``password``. It is not stored, so this page cannot be shown again."""
    context = {"person": person, "password": password, "back": back, "section": "unions"}
    response = render(request, "unions/password.html", context)
    response["Cache-Control"] = "no-store"
    return response
