"""Reviewing cases and selecting them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.core.states import move
from hongmajia.notices.actions import notify

from ..enums import CaseState, CaseVerb, Criterion
from ..models import Case, Review
from ..queries import eligible_reviewers
from ..rules import has_conflict_of_interest
from ..states import TRANSITIONS
from .asking import ask_if_unasked
from .nominating import refuse_unready
from .notifying import notify_parties
from .writing import locked


@transaction.atomic
def ask_reviewers(*, case: Case, actor: Actor, count: int) -> list[Review]:
    """Assign reviewers until the case has ``count`` of them; returns the new reviews.

    The least busy are taken first, none with a conflict of interest. Raises ``Refused`` if there
    are too few, ``WrongState`` unless the case is being judged.
    """
    case = _in_judging(case)
    asked = case.reviews.present().count()
    missing = count - asked
    found = eligible_reviewers(case)[: max(missing, 0)]
    if len(found) < missing:
        able = asked + len(found)
        words = _("“%(title)s”只有%(n)s位评审可以评（要回避本单位的），请先添评审。")
        raise Refused(words % {"title": case.title, "n": able})
    return [_ask(case, reviewer, actor) for reviewer in found]


@transaction.atomic
def ask_for_all(*, cases: Iterable[Case], actor: Actor, count: int) -> int:
    """``ask_reviewers`` for each of the cases; returns the number of new reviews."""
    return sum(len(ask_reviewers(case=case, actor=actor, count=count)) for case in cases)


def _ask(case: Case, reviewer: Any, actor: Actor) -> Review:
    review = Review.objects.create(case=case, reviewer=reviewer, union=case.union)
    words = {"reviewer": reviewer.display_name, **visible_to_judges(case)}
    record(actor, CaseVerb.REVIEWER_ASKED, case, audience=Audience.UNIONS, data=words)
    sentence = gettext_lazy("请您评审案例“%(title)s”")
    notify([reviewer], sentence, reverse("case_review", args=[case.pk]), title=case.title)
    return review


@transaction.atomic
def remove_reviewer(*, review: Review, actor: Actor) -> None:
    """Remove a reviewer who has not handed in yet. Raises ``Refused`` if they have."""
    if review.given_at is not None:
        raise Refused(_("这份评审已经交了，不能撤。"))
    words = {"reviewer": review.reviewer.display_name, **visible_to_judges(review.case)}
    record(actor, CaseVerb.REVIEWER_FREED, review.case, audience=Audience.UNIONS, data=words)
    review.delete()


@transaction.atomic
def give_review(*, review: Review, actor: Actor, comment: str, points: dict[str, int]) -> Review:
    """Hand in a review, or correct it while the case is still being judged.

    ``points`` gives each criterion 0 to 25. Raises ``TooLate`` once the case has moved to another
    union, ``Refused`` in a conflict of interest, ``WrongState`` once the judging is over.
    """
    case = _in_judging(review.case)
    if review.union_id != case.union_id:
        raise TooLate(_("案例已经往上报了，这一级的评审不用再交。"))
    if has_conflict_of_interest(actor, case):
        raise Refused(_("这是您本单位的案例，请回避。"))
    for criterion in Criterion.values:
        setattr(review, criterion, points[criterion])
    review.comment, review.given_at = comment, timezone.now()
    review.save()
    record(actor, CaseVerb.REVIEWED, case, audience=Audience.UNIONS, data=visible_to_judges(case))
    return review


@transaction.atomic
def select_case(*, case: Case, actor: Actor) -> Case:
    """Select a case for the book; the decision is the cadre's, whatever the points.

    Raises ``Refused`` while reviews are missing, the case is incomplete or its enterprise objects.
    """
    case = locked(case)
    refuse_unready(case)
    ask_if_unasked(case, actor)
    if case.reviews.waiting().exists():
        raise Refused(_("还有评审没交，等一等，或先撤下那位评审。"))
    move(case, TRANSITIONS, CaseVerb.SELECTED, actor=actor)
    notify_parties(case, gettext_lazy("案例“%(title)s”入选了，接下来公示"))
    return case


@transaction.atomic
def reject_case(*, case: Case, actor: Actor, reason: str) -> Case:
    """Do not select a case; everybody concerned is told the reason and thanked."""
    case = locked(case)
    move(
        case,
        TRANSITIONS,
        CaseVerb.NOT_SELECTED,
        actor=actor,
        note=reason,
        audience=Audience.PARTIES,
    )
    sentence = gettext_lazy("案例“%(title)s”这次没有入选：%(reason)s。谢谢您做的事")
    notify_parties(case, sentence, reason=reason.rstrip("。"))
    return case


def visible_to_judges(case: Case) -> dict[str, str]:
    """Event data by which only the judging union sees who reviews a case (see ``views.public``)."""
    return {"judges": case.union.path}


def _in_judging(case: Case) -> Case:
    found = locked(case)
    if found.state != CaseState.NOMINATED:
        state = found.get_state_display()
        raise WrongState(_("案例%(state)s，现在不评审。") % {"state": state})
    return found
