"""Tasks: computing and sending rounds, next candidates, embeddings, common problems."""

import time
from functools import partial

from django_tasks import TaskContext, task

from hongmajia.core import progress
from hongmajia.core.actors import user_of
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.once import do_once
from hongmajia.core.queues import LONG, SHORT
from hongmajia.engagements.models import Engagement
from hongmajia.engine import common_problems
from hongmajia.unions.models import Season

from . import actions, meaning
from .enums import RoundState
from .models import Round
from .planning import plan_for, rows_of, unserved_of
from .queries import problem_facts, to_send


@task(queue_name=LONG)
def compute(round_pk: int) -> None:
    """Compute a round and save its plan, or the reason why there is none."""
    round_ = Round.objects.with_details().get(pk=round_pk)
    if round_.state != RoundState.COMPUTING:
        return
    began = time.monotonic()
    with failing(partial(_fail, round_)):
        plan = plan_for(round_, progress=partial(progress.report, round_.work))
        rows, unserved = rows_of(round_, plan), unserved_of(round_, plan)
        seconds = time.monotonic() - began
        actions.save_plan(round=round_, rows=rows, unserved=unserved, seconds=seconds)


def _fail(round_: Round, failure: Failure) -> None:
    actions.fail_round(round=round_, failure=failure)


fail_when_given_up(compute, Round, _fail)


@task(queue_name=LONG)
def invite_all(round_pk: int) -> None:
    """Send the invitations of a plan one by one; run again, it continues where it stopped."""
    round_ = Round.objects.with_details().select_related("sent_by").get(pk=round_pk)
    if round_.state != RoundState.SENDING:
        return
    with failing(partial(_leave_unfinished, round_)):
        _send(round_)


def _send(round_: Round) -> None:
    rows = list(to_send(round_).select_related("need", "helper__artisan").order_by("pk"))
    for done, row in enumerate(rows, start=1):
        actions.invite(row=row, actor=user_of(round_.sent_by))
        progress.report(round_.work, done, len(rows))
    actions.close_sending(round=round_)


def _leave_unfinished(round_: Round, failure: Failure) -> None:
    """The round stays as it is: it can be sent on once it looks stuck."""
    actions.notify_unfinished(round=round_)


fail_when_given_up(invite_all, Round, _leave_unfinished)


@task(queue_name=SHORT, takes_context=True)
def ask_next(context: TaskContext, engagement_pk: int) -> str:
    """Ask the next candidate after one declined or did not answer; exactly once an engagement."""
    engagement = Engagement.objects.select_related("helper__artisan", "opened_by")
    found = engagement.get(pk=engagement_pk)
    return do_once(context, partial(actions.ask_next, engagement=found))


@task(queue_name=LONG)
def learn_meanings() -> None:
    """Embed helpers, then needs; what is left goes to the end of the queue."""
    if meaning.learn_helpers():
        learn_meanings.enqueue()
    elif meaning.learn_needs():
        learn_needs.enqueue()


@task(queue_name=LONG)
def learn_needs() -> None:
    """Embed new needs; what is left goes to the end of the queue."""
    if meaning.learn_needs():
        learn_needs.enqueue()


@task(queue_name=LONG)
def find_common_problems() -> None:
    """Find the needs of the present season of each host that ask much the same."""
    for season in Season.objects.present_of_each_host():
        actions.save_problems(season=season, found=common_problems(problem_facts(season)))
