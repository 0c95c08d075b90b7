"""Periodic cleaning up, and numbering of changes that nobody has read."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from hongmajia.core.changes import settle
from hongmajia.core.queues import LONG
from hongmajia.core.removals import forget_before, forget_readers

from .actions import warn_of_ending
from .models import ServiceAccount, StoredAnswer, Token

KEPT = timedelta(hours=24)
"""How long an answer is kept for a request that is sent again."""
REMOVED_KEPT = timedelta(days=400)
"""How long programs are told of a row that is gone: longer than any token is valid."""


@task(queue_name=LONG)
def forget_answers() -> None:
    """Forget answers nobody asks for again, and rows of which all have heard that they went."""
    StoredAnswer.objects.filter(at__lt=timezone.now() - KEPT).delete()
    forget_before(timezone.now() - REMOVED_KEPT)
    forget_readers(ServiceAccount.objects.exclude(ended_at=None).values("user"))


@task(queue_name=LONG)
def warn_of_ending_tokens() -> None:
    """Tell the security administrators of tokens that end soon, so that no system stands still."""
    for token in Token.objects.ending().select_related("account__user"):
        warn_of_ending(token)


@task(queue_name=LONG)
def number_changes() -> None:
    """Number what has changed, so that it does not pile up where no program reads."""
    settle()
