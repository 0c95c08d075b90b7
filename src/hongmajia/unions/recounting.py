"""Counting deadlines again after the calendar or the stages of a season have changed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from hongmajia.core.clocks import closing_after, stored_special_days
from hongmajia.core.deadlines import Columns, SpecialDays
from hongmajia.core.models import Clocked, Counted

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
    return sum(
        _recount_model(model, columns, season, openings, special)
        for model in counted_models()
        for columns in model.DEADLINES
    )


def counted_models() -> list[Any]:
    """All models with a deadline, from the left rooms to the right: the order of our locks."""
    return [model for model in apps.get_models() if issubclass(model, Counted)]


def _recount_model(
    model: Any, columns: Columns, season: Season | None, openings: Openings, special: SpecialDays
) -> int:
    if season and not (model.SEASON and columns.stage):
        return 0
    counted = {f"{columns.due_at}__isnull": False, f"{columns.days}__isnull": False}
    running = model._base_manager.filter(**counted)
    if season:
        running = running.filter(**{model.SEASON: season})
    list(running.select_for_update(of=("self",)).order_by("pk").only("pk"))  # locks, in one order
    moved = list(_moved(model, columns, running, openings, special))
    return sum(_move(model, columns, running, alike, due) for alike, due in moved)


def _moved(
    model: Any, columns: Columns, running: Any, openings: Openings, special: SpecialDays
) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Each sort of deadlines that changes, as a filter, with its new time."""
    stage = [model.SEASON, columns.stage] if model.SEASON and columns.stage else []
    names = [columns.since, columns.days, columns.due_at, *stage]
    for values in running.order_by().values_list(*names).distinct():
        since, days, due_at, *waits = values
        opens = openings.get((waits[0], waits[1])) if waits else None
        due = closing_after(max(since, opens or since), days, special)
        if due != due_at:
            yield dict(zip(names, values, strict=True)), due


def _move(model: Any, columns: Columns, running: Any, alike: dict[str, Any], due: datetime) -> int:
    """Set the new time; who was reminded of the old one is reminded again when it comes."""
    is_of_state = issubclass(model, Clocked) and columns == Columns()
    again = {"reminded_at": None} if is_of_state and due > timezone.now() else {}
    moved: int = running.filter(**alike).update(**{columns.due_at: due}, **again)
    return moved
