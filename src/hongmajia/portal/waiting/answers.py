"""Standard answers that wait: for their writer, their reviewer, or the cadre who publishes them."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.knowledge.enums import AnswerState
from hongmajia.knowledge.models import Answer

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions, spoken_for_by

KINDS = (Kind.ANSWER,)
WRITERS = (AnswerState.ASKED, AnswerState.WRITING)


def waiting(user: Any, now: datetime) -> QuerySet[Answer]:
    """Those with which the user has the next step."""
    mine = spoken_for_by(user).values("pk")
    writes = Q(writer__in=mine, state__in=WRITERS)
    reviews = Q(reviewer__in=mine, state=AnswerState.REVIEWING)
    publishes = Q(kind__union__in=own_unions(user).values("pk"), state=AnswerState.AGREED)
    found: QuerySet[Answer] = Answer.objects.filter(writes | reviews | publishes)
    return found


def rows(user: Any) -> list[Row]:
    """The most urgent ones as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("kind__union")
    return [row(answer) for answer in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(answer: Answer) -> Row:
    """The row of one."""
    words = {
        AnswerState.ASKED: _("答复写不写标准答案"),
        AnswerState.WRITING: _("写标准答案"),
        AnswerState.REVIEWING: _("审标准答案"),
        AnswerState.AGREED: _("发布标准答案"),
    }
    url = reverse("answer", args=[answer.pk])
    return Row(
        kind=Kind.ANSWER,
        what=words[AnswerState(answer.state)],
        title=answer.kind.title,
        url=url,
        button=_("去看"),
        button_url=url,
        due_at=answer.due_at,
        facts=[answer.kind.union.name],
        since=[answer.get_state_display(), month_day(answer.held_since)],
    )
