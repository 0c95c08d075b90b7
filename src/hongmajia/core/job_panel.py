"""The part of a page that shows the progress of a job, and the response to its polling."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from . import progress
from .jobs import Job


@dataclass(frozen=True)
class JobPanel:
    """What ``core/job.html`` shows of a job.

    ``poll`` is requested each second, ``page`` is the page to reload by hand. ``step`` is the
    progress in words (``%(done)s``, ``%(total)s``), ``note`` says what happens when the page is
    closed. A stuck job is started again at ``again``: by a POST, or on that page (``get``).
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
        """(done, total)"""
        return progress.of(self.job.work)

    @property
    def done(self) -> int:
        return self.progress[0]

    @property
    def total(self) -> int:
        return self.progress[1]

    @property
    def words(self) -> str:
        """The progress in words; empty before the worker has reported any."""
        done, total = self.progress
        return self.step % {"done": done, "total": total} if total else ""


def panel_of_file(job: Job, *, page: str, again: str, step: str, note: str) -> JobPanel:
    """The panel of a job that writes a file to download; ``again`` is the page to ask on anew."""
    return JobPanel(
        job=job,
        poll=page,
        page=page,
        step=step,
        note=note,
        again=again,
        again_label=_("回去重新导出"),
        again_method="get",
    )


def poll_answer(request: HttpRequest, panel: JobPanel) -> HttpResponse:
    """Return the response to the polling page, which reloads once the work is over."""
    response = render(request, "core/job.html", {"panel": panel})
    if not panel.job.is_working:
        response["HX-Refresh"] = "true"
    return response
