"""Pages of the cases room: load, call, render."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for

from ..forms import ReasonForm
from ..models import Case


def load(request: HttpRequest, pk: int, right: str | None = None) -> Case:
    """The case, if the person sees it and has ``cases.<right>``."""
    visible = Case.objects.visible_to(request.user).with_story()
    return get_for(request.user, visible, right and f"cases.{right}", pk=pk)


def form_page(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    """A page that is one form; ``words`` are its ``title``, ``submit``, ``back`` and ``lead``."""
    context = {"form": form, "section": "cases", **words}
    return render(request, "cases/form.html", context, status=422 if form.errors else 200)


def ask_reason(request: HttpRequest, case: Case, act: Any, **words: Any) -> HttpResponse:
    """Ask why, then let ``act`` have the case and the reason."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            act(case=case, actor=request.user, reason=form.cleaned_data["reason"])
            return redirect("case_work")
    return form_page(request, form, case=case, **words)
