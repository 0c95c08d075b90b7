"""Scheduled tasks of the knowledge room."""

from django_tasks import task

from hongmajia.core.queues import SHORT

from .actions.digesting import send_digests, warn_of_ending


@task(queue_name=SHORT)
def tell_masters() -> None:
    """One message to each master of all answers that wait for them; on a day once."""
    send_digests()


@task(queue_name=SHORT)
def warn_cadres() -> None:
    """Tell cadres once of each answer that is to be reviewed again within a month."""
    warn_of_ending()
