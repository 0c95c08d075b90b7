"""Pages of the cases room, and what they share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import Link, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for

from ..facts import facts_of, pictures, units
from ..models import Case
from ..quoting import own_quote


def load(request: HttpRequest, pk: int, right: str | None = None) -> Case:
    """The case; 404 if the user may not see it, 403 without permission ``cases.<right>``."""
    visible = Case.objects.visible_to(request.user).with_story()
    return get_for(request.user, visible, right and f"cases.{right}", pk=pk)


def photo_page(picture: Any) -> str:
    """The address of a photograph of a case."""
    return reverse("case_photo", args=[picture.pk])


def page_of(case: Case) -> Link:
    """Address and title of the case's page, for a link back."""
    return reverse("case", args=[case.pk]), case.title


def shown(case: Case, photo_address: Callable[[Any], str] = photo_page) -> dict[str, Any]:
    """What ``cases/_body.html`` shows; ``photo_address`` gives the address of a picture."""
    return {
        "case": case,
        "facts": facts_of(case),
        "units": units(case),
        "quote": own_quote(case),
        "pictures": [(picture, photo_address(picture)) for picture in pictures(case)],
    }


def ask_reason(
    request: HttpRequest, case: Case, act: Callable[..., Any], *, title: str, submit: str, lead: str
) -> HttpResponse:
    """The form page of an action that needs a reason: ``act(case=…, actor=…, reason=…)``."""
    form = ReasonForm(request.POST or None, label=_("原因"))

    def do() -> HttpResponse:
        act(case=case, actor=request.user, reason=form.cleaned_data["reason"])
        return redirect("case_work")

    back = page_of(case)
    return form_page(
        request, form, do, section="cases", title=title, submit=submit, back=back, lead=lead
    )
