"""Pages of classes."""

from django.http import HttpRequest

from hongmajia.core.gate import get_for

from ..models import Learner, Session, TrainingClass


def load(request: HttpRequest, pk: int, right: str = "") -> TrainingClass:
    """The class; 404 if the user may not see it, 403 without ``classes.<right>``."""
    visible = TrainingClass.objects.visible_to(request.user)
    related = visible.select_related("season", "union", "region__parent", "teacher__artisan")
    return get_for(request.user, related, (right and f"classes.{right}") or None, pk=pk)


def load_learner(request: HttpRequest, pk: int) -> Learner:
    """A learner of a class that the user manages."""
    seen = TrainingClass.objects.visible_to(request.user).order_by().values("pk")
    rows = Learner.objects.filter(of_class__in=seen).select_related("of_class")
    found = get_for(request.user, rows, pk=pk)
    found.of_class = load(request, found.of_class_id, "manage")
    return found


def load_session(request: HttpRequest, pk: int) -> Session:
    """A session of a class that the user manages."""
    seen = TrainingClass.objects.visible_to(request.user).order_by().values("pk")
    rows = Session.objects.filter(of_class__in=seen).select_related("activity__record")
    found = get_for(request.user, rows, pk=pk)
    found.of_class = load(request, found.of_class_id, "manage")
    return found
