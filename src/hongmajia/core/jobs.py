"""Long work that a person asks for and the task worker does: imports, ledgers, rounds, itineraries,
booklets.

``Job`` is the technical part of such a thing: whose it is, since when it is worked on, how far it
is, whether the worker still gives signs of life, and why it failed. What its states mean is the
business of the room.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks.base import Task

from hongmajia.engine import EngineError, Message, describe

from . import progress
from .signals import task_given_up

STUCK_AFTER = timedelta(minutes=10)
"""Work that has given no sign of life for so long has died with its worker."""

Failure = dict[str, Any]
"""``{"code", "params"}``: what the engine said; ``{"text"}``: a sentence; empty: unexpected."""


class Job(models.Model):
    """The technical part of work that the task worker does.

    A subclass has a field ``state`` and names in ``WORKING`` the states in which the worker has it,
    in ``FAILED`` the state after a failure.
    """

    WORKING: ClassVar[tuple[str, ...]]
    FAILED: ClassVar[str]
    state: "models.CharField[str, str]"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def work(self) -> str:
        """The key under which ``core.progress`` keeps how far it is, such as ``round-12``."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def working_since(self) -> datetime:
        """When the work under way was handed to the worker."""
        return self.started_at

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def has_failed(self) -> bool:
        return self.state == self.FAILED

    @property
    def is_stuck(self) -> bool:
        """The worker has it, and has not been heard of for ``STUCK_AFTER``."""
        if not self.is_working:
            return False
        heard = progress.heard_at(self.work) or self.working_since
        return max(heard, self.working_since) < timezone.now() - STUCK_AFTER

    @property
    def failure_in_words(self) -> str:
        """Why it failed, as a sentence in the language of the reader."""
        if "code" in self.failure:
            saying = Message(self.failure["code"], self.failure["params"])
            return capfirst(describe(saying, get_language() or "zh")) + _("。")
        text: str = self.failure.get("text", "")
        return text or _("系统出了问题，已经记下来。请再来一次；还不行，请告诉管理员。")


def fail_when_given_up(
    task: Task[Any, Any], jobs: type[Job], fail: Callable[[Any, Failure], object]
) -> None:
    """Let a job fail when its task, whose first argument is the job's key, is given up.

    See ``signals.task_given_up``. ``fail`` is called with the job and the failure.
    """

    def hear(args: list[Any], **rest: Any) -> None:
        job = jobs._default_manager.get(pk=args[0])
        if job.is_working:
            fail(job, {})

    task_given_up.connect(hear, sender=task.func, weak=False)


def explained_by_engine(error: Exception) -> Failure | None:
    """What the engine said against its input; ``None`` for every other error."""
    if isinstance(error, EngineError):
        return {"code": error.code, "params": dict(error.params)}
    return None


@contextmanager
def failing(
    fail: Callable[[Failure], object],
    explain: Callable[[Exception], Failure | None] = explained_by_engine,
) -> Iterator[None]:
    """Run a job's work; call ``fail`` with the failure when the work raises.

    An error that ``explain`` puts into words is something a person can mend: it ends here. Any
    other is raised on, for the log of the task. A database that is away is no failure of the job,
    whose task is run again.
    """
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        failure = explain(error)
        fail(failure or {})
        if failure is None:
            raise
