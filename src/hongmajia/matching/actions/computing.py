"""Starting a round, and saving or failing its computation."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.jobs import Failure
from hongmajia.core.states import move
from hongmajia.notices.actions import notify
from hongmajia.unions.models import Season, Union
from hongmajia.unions.stages import refuse_before_matching

from ..enums import RULABLE, Reach, RoundState, RoundVerb
from ..models import PlanRow, Round, Unserved
from ..queries import seeking
from ..states import TRANSITIONS
from .shared import page_of


@transaction.atomic
def start_round(
    *, actor: Actor, season: Season, union: Union, reach: str = Reach.EVERYONE
) -> Round:
    """Start a round for all needs that wait in ``union`` and below it; the worker computes it.

    It replaces a plan of the same union that has not been sent. Raises ``Refused`` before the
    matching stage, while another round of the union is computed, and if no need waits.
    """
    refuse_before_matching(season)
    union = Union.objects.select_for_update().get(pk=union.pk)
    _refuse_while_computing(union)
    if not seeking(season, union).exists():
        raise Refused(_("%(union)s现在没有等对接的需求，不用算。") % {"union": union})
    rounds = Round.objects.filter(season=season, union=union)
    last = rounds.aggregate(last=Max("number"))["last"] or 0
    before = rounds.with_details().filter(state__in=RULABLE, is_replaced=False).first()
    round_ = Round.objects.create(
        season=season,
        union=union,
        reach=reach,
        number=last + 1,
        before=before,
        owner=user_of(actor),
    )
    record(actor, RoundVerb.STARTED, round_)
    return round_


def rerun_round(*, round: Round, actor: Actor) -> Round:
    """Start the round again with the rulings made since; the earlier plan stays for comparison.

    Raises ``WrongState`` once the plan is sent or replaced.
    """
    if round.is_replaced or not (round.state in (*RULABLE, RoundState.FAILED) or round.is_stuck):
        raise WrongState(_("这份方案已经发出或已有新的一轮，请看最新的一轮。"))
    return start_round(actor=actor, season=round.season, union=round.union, reach=round.reach)


def _refuse_while_computing(union: Union) -> None:
    """Raise ``Refused`` while the union has a round in computation; fail one that is stuck."""
    for running in Round.objects.filter(union=union, state=RoundState.COMPUTING):
        if not running.is_stuck:
            raise Refused(_("%(union)s正在算一轮方案，算好就通知您。") % {"union": union})
        fail_round(round=running)


@transaction.atomic
def save_plan(
    *, round: Round, rows: list[PlanRow], unserved: list[Unserved], seconds: float
) -> Round:
    """Save the computed plan and notify whoever started the round.

    ``seconds`` is how long the computation took.
    """
    now = timezone.now()
    PlanRow.objects.bulk_create(rows)
    Unserved.objects.bulk_create(unserved)
    move(
        round,
        TRANSITIONS,
        RoundVerb.COMPUTED,
        actor=None,
        computed_at=now,
        finished_at=now,
        seconds=seconds,
    )
    sentence = gettext_lazy("%(union)s第%(number)s轮方案算好了，等您看")
    notify([round.owner], sentence, page_of(round), union=round.union, number=round.number)
    return round


@transaction.atomic
def fail_round(*, round: Round, failure: Failure | None = None) -> Round:
    """Record that the round could not be computed, and notify whoever started it."""
    move(
        round,
        TRANSITIONS,
        RoundVerb.FAILED,
        actor=None,
        failure=failure or {},
        finished_at=timezone.now(),
    )
    sentence = gettext_lazy("%(union)s第%(number)s轮方案没算成，请看原因")
    notify([round.owner], sentence, page_of(round), union=round.union, number=round.number)
    return round
