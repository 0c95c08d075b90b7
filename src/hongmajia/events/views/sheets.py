"""The page of a sheet of rows: guests, agenda, stops, pairs, criteria."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.form_pages import Link


def sheet_page(
    request: HttpRequest,
    rows: Any,
    do: Callable[[], None],
    *,
    back: Link,
    title: str,
    lead: str,
    head: Any = None,
    section: str = "activities",
) -> HttpResponse:
    """A page with a sheet of rows, and ``head``, a form above them that all rows share.

    ``do`` calls the action; afterwards the person is at ``back`` again. What the action refuses
    stands above the sheet.
    """
    said: list[str] = []
    parts = [each.is_valid() for each in (rows, head) if each is not None]  # all say what is wrong
    if rows.is_bound and all(parts):
        try:
            do()
        except (Refused, ValidationError) as refusal:
            said = getattr(refusal, "messages", None) or [str(refusal)]
        else:
            messages.success(request, _("记下了。"))
            return redirect(back[0])
    context = {
        "section": section, "title": title, "lead": lead, "rows": rows, "head": head,
        "back": back, "refused": said,
    }  # fmt: skip
    return render(request, "events/sheet.html", context, status=422 if rows.is_bound else 200)
