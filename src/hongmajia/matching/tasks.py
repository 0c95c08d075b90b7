"""Long work of the room, done by the worker."""

from django_tasks import task


@task()
def compute(round_pk: int) -> None: ...


@task()
def invite_all(round_pk: int) -> None: ...


@task()
def ask_next(engagement_pk: int) -> None: ...
