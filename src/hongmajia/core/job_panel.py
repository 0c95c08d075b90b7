"""The part of a page that shows how far a job is, and its answer to the page that waits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import progress
from .jobs import Job


@dataclass(frozen=True)
class JobPanel:
    """What ``core/job.html`` shows of a job that the worker has.

    ``poll`` is the address that is asked for news each second, ``page`` the page to reload by hand.
    ``step`` puts progress into words (``%(done)s``, ``%(total)s``), ``note`` says what happens when
    one leaves. A stuck job is started again at ``again``: by a POST, or on that page (``get``).
    """

    job: Job
    poll: str
    page: str
    step: str
    note: str = ""
    again: str = ""
    again_label: str = ""
    again_method: str = "post"

    @property
    def progress(self) -> tuple[int, int]:
        return progress.of(self.job.work)

    @property
    def done(self) -> int:
        return self.progress[0]

    @property
    def total(self) -> int:
        return self.progress[1]

    @property
    def words(self) -> str:
        """How far it is; empty before the worker has said anything."""
        done, total = self.progress
        return self.step % {"done": done, "total": total} if total else ""


def poll_answer(request: HttpRequest, panel: JobPanel) -> HttpResponse:
    """What a page that waits gets each second; once the work is over it is told to reload."""
    response = render(request, "core/job.html", {"panel": panel})
    if not panel.job.is_working:
        response["HX-Refresh"] = "true"
    return response
