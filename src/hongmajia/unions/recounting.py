"""Counting deadlines again after the calendar or the stages of a season have changed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from hongmajia.core.clocks import closing_after, stored_special_days
from hongmajia.core.deadlines import SpecialDays
from hongmajia.core.models import Clocked

from .models import Season, SeasonStage

Openings = dict[tuple[int | None, str], date]
"""Season and stage → the day on which it opens."""


@transaction.atomic
def recount(season: Season | None = None) -> int:
    """Set every running deadline anew, or those of one season; return how many have moved.

    Deadlines counted alike (from one day, by one limit) move together, by one statement: there are
    a few hundred sorts of them, however many needs there are.
    """
    special = stored_special_days()
    stages = SeasonStage.objects.values_list("season", "stage", "starts")
    openings: Openings = {(key, stage): starts for key, stage, starts in stages}
    return sum(_recount_model(model, season, openings, special) for model in clocked_models())


def clocked_models() -> list[Any]:
    """All models with a deadline, from the left rooms to the right: the order of our locks."""
    return [model for model in apps.get_models() if issubclass(model, Clocked)]


def _recount_model(
    model: Any, season: Season | None, openings: Openings, special: SpecialDays
) -> int:
    if season and not model.SEASON:
        return 0
    running = model._base_manager.filter(due_at__isnull=False, counted_days__isnull=False)
    if season:
        running = running.filter(**{model.SEASON: season})
    list(running.select_for_update(of=("self",)).order_by("pk").only("pk"))  # locks, in one order
    moved = list(_moved(model, running, openings, special))
    return sum(_move(running, alike, due) for alike, due in moved)


def _moved(
    model: Any, running: Any, openings: Openings, special: SpecialDays
) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Each sort of deadlines that changes, as a filter, with its new time."""
    columns = ["counted_from", "counted_days", "counted_stage", "due_at"]
    columns += [model.SEASON] if model.SEASON else []
    for values in running.order_by().values_list(*columns).distinct():
        alike = dict(zip(columns, values, strict=True))
        opens = openings.get((alike.get(model.SEASON), alike["counted_stage"]))
        begin = max(alike["counted_from"], opens or alike["counted_from"])
        due = closing_after(begin, alike["counted_days"], special)
        if due != alike["due_at"]:
            yield alike, due


def _move(running: Any, alike: dict[str, Any], due: datetime) -> int:
    """Set the new time; who was reminded of the old one is reminded again when it comes."""
    later = {"reminded_at": None} if due > timezone.now() else {}
    moved: int = running.filter(**alike).update(due_at=due, **later)
    return moved
