"""The pages of the knowledge room."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hongmajia.core.form_pages import Link
from hongmajia.core.gate import get_for

from ..models import Answer, ProblemKind


def load_kind(request: HttpRequest, pk: int, right: str | None = None) -> ProblemKind:
    """The kind of problem; 404 if the reader may not see it, 403 without ``right``."""
    visible: Any = ProblemKind.objects.visible_to(request.user).with_details()
    found: ProblemKind = get_for(request.user, visible, right, pk=pk)
    return found


def load_answer(request: HttpRequest, pk: int, right: str | None = None) -> Answer:
    """The work on an answer; 404 if the reader may not see it, 403 without ``right``."""
    visible: Any = Answer.objects.visible_to(request.user).with_details()
    found: Answer = get_for(request.user, visible, right, pk=pk)
    return found


def back_to(thing: ProblemKind | Answer) -> Link:
    """The way back to the page of a kind, or of the work on an answer."""
    name = "kind" if isinstance(thing, ProblemKind) else "answer"
    return reverse(name, args=[thing.pk]), str(thing)
