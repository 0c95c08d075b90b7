"""What Django itself refuses, in the house's words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: mostly one that lay open too long."""
    return render(request, "403_csrf.html", status=403)
