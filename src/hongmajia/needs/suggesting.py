"""Suggesting a category for a need, which a cadre confirms or replaces."""

from django_tasks import task

from hongmajia.core.queues import SHORT
from hongmajia.engine.text.categories import SURE, suggest_category

from .models import Need


@task(queue_name=SHORT)
def suggest_for(pk: int) -> None:
    """Suggest a category for one need that has none yet.

    This is a task because the classifier is trained at first use, which takes seconds.
    """
    need = Need.objects.filter(pk=pk, category=None).first()
    if need is not None:
        chances = [[category, round(p, 2)] for category, p in suggest_category(need.own_words)]
        Need.objects.filter(pk=pk).update(
            suggested_category=chances[0][0], category_chances=chances
        )


def sure_category(need: Need) -> int | None:
    """The suggested category if the engine is sure of it; it may then be chosen beforehand."""
    likeliest = next(iter(need.category_chances), None)
    if likeliest is None or likeliest[1] < SURE:
        return None
    return int(likeliest[0])
