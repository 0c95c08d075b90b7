"""What the engine takes a need's category for; a cadre confirms it or chooses another."""

from django_tasks import task

from hongmajia.core.queues import SHORT
from hongmajia.engine.text.categories import suggest_category

from .models import Need


@task(queue_name=SHORT)
def suggest_for(pk: int) -> None:
    """Suggest a category for one need that nobody has classified yet.

    A task, for the classifier learns its phrases when first used, which takes seconds.
    """
    need = Need.objects.filter(pk=pk, category=None).first()
    if need is not None:
        chances = [[category, round(p, 2)] for category, p in suggest_category(need.search_text)]
        Need.objects.filter(pk=pk).update(
            suggested_category=chances[0][0], category_chances=chances
        )
