"""What stands against erasing somebody on the roster of a class."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.whose_rows import TheirRows

from .models import Learner


def classes_under_way(rows: TheirRows) -> Iterator[str]:
    """A sentence for each class of theirs that has a session to come."""
    now = timezone.now()
    theirs = Learner.objects.filter(
        pk__in=rows.of(Learner), of_class__sessions__activity__ends_at__gt=now
    )
    for learner in theirs.select_related("of_class").distinct():
        yield _("培训班“%(title)s”还没有上完，请先退班。") % {"title": learner.of_class.title}
