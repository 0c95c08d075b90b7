"""What all jobs share: progress, failures in words, the panel on their page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.template.loader import render_to_string
from django.utils import timezone, translation

from hongmajia.core import progress
from hongmajia.core.enums import ImportState
from hongmajia.core.job_panel import JobPanel
from hongmajia.core.jobs import STUCK_AFTER, Failure, failing
from hongmajia.core.models import ImportJob
from hongmajia.engine import EngineError

MINUTE = timedelta(minutes=1)


def job(**fields: Any) -> ImportJob:
    """An import that is being written; not saved."""
    return ImportJob(**{"pk": 7, "state": ImportState.WRITING, **fields})


def panel(job: ImportJob, **fields: Any) -> JobPanel:
    facts = {"poll": "/poll/", "page": "/page/", "step": "%(done)s / %(total)s行"}
    return JobPanel(job=job, **{**facts, **fields})


def test_a_job_is_stuck_once_nothing_has_been_heard_of_it_for_long() -> None:
    fresh, old = timezone.now(), timezone.now() - STUCK_AFTER - MINUTE
    assert not job(started_at=fresh).is_stuck
    assert job(started_at=old).is_stuck
    assert not job(started_at=old, state=ImportState.DONE).is_stuck


def test_progress_is_a_sign_of_life() -> None:
    long_work = job(started_at=timezone.now() - timedelta(hours=2))
    progress.report(long_work.work, 30, 100)
    assert not long_work.is_stuck
    with time_machine.travel(timezone.now() + STUCK_AFTER + MINUTE):
        assert long_work.is_stuck


class Failed:
    """Remembers the failure of a job."""

    failure: Failure | None = None

    def __call__(self, failure: Failure) -> None:
        self.failure = failure


def test_what_the_engine_says_becomes_the_failure_and_ends_there() -> None:
    failed = Failed()
    with failing(failed):
        raise EngineError("place_needed", id="董师傅")
    assert failed.failure == {"code": "place_needed", "params": {"id": "董师傅"}}
    stopped = job(state=ImportState.FAILED, failure=failed.failure)
    assert "董师傅的地点认不出" in stopped.failure_in_words
    with translation.override("en"):
        assert "董师傅" in stopped.failure_in_words
        assert "地点" not in stopped.failure_in_words


def test_an_unexpected_error_is_a_failure_and_goes_on_to_the_log() -> None:
    failed = Failed()
    with pytest.raises(ZeroDivisionError), failing(failed):
        raise ZeroDivisionError
    assert failed.failure == {}
    assert "系统出了问题" in job(failure={}).failure_in_words


def test_a_database_that_is_away_is_no_failure_of_the_job() -> None:
    failed = Failed()
    with pytest.raises(OperationalError), failing(failed):
        raise OperationalError
    assert failed.failure is None


def test_a_room_puts_its_own_errors_into_words() -> None:
    failed = Failed()
    with failing(failed, lambda error: {"text": f"印不出来：{error}"}):
        raise ValueError("😀")
    assert job(failure=failed.failure).failure_in_words == "印不出来：😀"


def test_the_panel_says_how_far_it_is_and_asks_again() -> None:
    shown = panel(job())
    assert "排队等着" in render_to_string("core/job.html", {"panel": shown})
    progress.report(shown.job.work, 3, 9)
    page = render_to_string("core/job.html", {"panel": shown})
    assert "3 / 9行" in page
    assert 'hx-get="/poll/"' in page
    assert "再来一次" not in page


@pytest.mark.parametrize(
    ("method", "tag"), [("post", 'action="/again/"'), ("get", 'href="/again/"')]
)
def test_a_stuck_job_offers_to_start_again(method: str, tag: str) -> None:
    stuck = job(started_at=timezone.now() - timedelta(hours=1))
    offered = panel(stuck, again="/again/", again_label="重新算", again_method=method)
    page = render_to_string("core/job.html", {"panel": offered})
    assert "可能中途断了" in page
    assert tag in page
    assert "重新算" in page
    nobody_may = render_to_string("core/job.html", {"panel": panel(stuck)})
    assert "可能中途断了" in nobody_may
    assert "重新算" not in nobody_may


def test_a_job_that_is_over_asks_no_more() -> None:
    page = render_to_string("core/job.html", {"panel": panel(job(state=ImportState.DONE))})
    assert "hx-get" not in page
