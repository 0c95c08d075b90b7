"""What a system administrator does with tasks that failed."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core import failed_tasks
from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import WrongState

from ..duty_enums import DutyVerb


@transaction.atomic
def run_task_again(*, pk: UUID, actor: Actor) -> None:
    """Run a failed task again; ``WrongState`` if it is not failed any more."""
    _note(actor, DutyVerb.TASK_AGAIN, failed_tasks.run_again(pk))


@transaction.atomic
def drop_task(*, pk: UUID, actor: Actor) -> None:
    """Give a failed task up; ``WrongState`` if it is not failed any more."""
    _note(actor, DutyVerb.TASK_DROPPED, failed_tasks.drop(pk))


def _note(actor: Actor, verb: DutyVerb, path: str | None) -> None:
    if path is None:
        raise WrongState(_("这件任务已经处理过了。"))
    record(actor, verb, user_of(actor), data={"task": path})
