"""In whose hands an event is, and what comes next, for the staff of its union and above."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from .face import Face


@dataclass(frozen=True)
class Standing:
    """``holder`` is empty and ``page`` too when nothing is left to do; ``page`` is the next act."""

    holder: str
    since: datetime
    next_step: str
    page: str = ""
    due_at: datetime | None = None


def standing_of(face: Face) -> Standing:
    """How an event stands: to plan, to hold, to record, to complete, to evaluate, or done."""
    activity = face.activity
    if activity.state == ActivityState.CALLED_OFF:
        return Standing("", activity.held_since, _("已取消，没有下一步"))
    words, page = next(_left_to_do(face), ("", ""))
    if words:
        due = activity.due_at if activity.is_over else None
        is_planned = activity.state == ActivityState.PLANNED
        return Standing(
            _desk(activity.union), activity.held_since, words, page, due if is_planned else None
        )
    if activity.state == ActivityState.PLANNED:
        return Standing(_desk(activity.union), activity.held_since, _("到时间去办"))
    return _after(activity)


def _left_to_do(face: Face) -> Iterator[tuple[str, str]]:
    """What is missing on the page of the event, the first thing first, with its address."""
    pk = [face.activity.pk]
    if not face.activity.is_over:
        if not face.agenda:
            yield _("写议程"), reverse("event_agenda", args=pk)
        return
    if (face.flags or face.seals) and not face.ceremony:
        yield _("记下仪式"), reverse("event_ceremony", args=pk)
    if not face.whole.came:
        yield _("写下来了多少人"), reverse("event_heads", args=pk)
    if face.activity.state == ActivityState.PLANNED:
        yield _("写服务记录"), reverse("record", args=pk)
    if n := sum(not question.answer for question in face.questions):
        said = ngettext("补写%(n)s个问题的回答", "补写%(n)s个问题的回答", n) % {"n": n}
        first = next(question for question in face.questions if not question.answer)
        yield said, reverse("event_question", args=[first.pk])
    if n := face.pairs_sealed - face.agreements:
        yield ngettext("补签%(n)s份师徒协议", "补签%(n)s份师徒协议", n) % {"n": n}, ""


def _after(activity: Activity) -> Standing:
    """An event of which all is written down; a union above may still evaluate it."""
    evaluation = getattr(activity, "evaluation", None)
    if evaluation:
        return Standing("", evaluation.at, _("办完了，已经评估"))
    above = activity.union.parent
    if above is None or not activity.season.criteria.exists():
        return Standing("", activity.held_since, _("办完了"))
    return Standing(_desk(above), activity.held_since, _("等上级评估"))


def _desk(union: Union) -> str:
    """A union and its first cadre."""
    first = cadres_of(union).first()
    return f"{union.name} {first.display_name}" if first else union.name
