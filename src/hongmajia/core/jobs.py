"""Long work that a person starts and the worker does, such as imports and rounds.

``Job`` is the technical part: owner, start, progress, whether it is stuck, and why it failed. The
states and what they mean are declared by the room.
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
"""Work without progress for so long counts as stuck: its worker has probably died."""

Failure = dict[str, Any]
"""``{"code", "params"}``: a message of the engine; ``{"text"}``: a sentence; empty: unexpected."""


class Job(models.Model):
    """Abstract model of work that the worker does.

    A subclass has a field ``state``; ``WORKING`` names the states in which the worker is busy with
    it, ``FAILED`` the state after a failure.
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
        """The key of its progress in ``core.progress``, such as ``round-12``."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def working_since(self) -> datetime:
        """When the present work was handed to the worker."""
        return self.started_at

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def has_failed(self) -> bool:
        return self.state == self.FAILED

    @property
    def is_stuck(self) -> bool:
        """Whether it is in work, but without progress for ``STUCK_AFTER``."""
        if not self.is_working:
            return False
        heard = progress.heard_at(self.work) or self.working_since
        return max(heard, self.working_since) < timezone.now() - STUCK_AFTER

    @property
    def failure_in_words(self) -> str:
        """Why it failed, as a sentence in the reader's language."""
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
    """Return the message of an ``EngineError``; ``None`` for every other error."""
    if isinstance(error, EngineError):
        return {"code": error.code, "params": dict(error.params)}
    return None


@contextmanager
def failing(
    fail: Callable[[Failure], object],
    explain: Callable[[Exception], Failure | None] = explained_by_engine,
) -> Iterator[None]:
    """Run a job's work; call ``fail`` with the failure when the work raises.

    An error that ``explain`` puts into words ends here: a person can mend it. Any other is raised
    on, for the log of the task. A database that is away is no failure: the task is run again.
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
