"""Attendance of a session, and the grade that somebody reached."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.people.enums import SkillGrade
from hongmajia.services.actions import locked_activity, record_service, when_of
from hongmajia.services.enums import ActivityState, Result
from hongmajia.services.facts import Party

from ..enums import ClassVerb
from ..models import Learner, Presence, Session, TrainingClass
from .enrolling import locked_learner
from .opening import locked_class, note_changed


@transaction.atomic
def tick_attendance(
    *, session: Session, actor: Actor, present: Mapping[Learner, Decimal], taught: str = ""
) -> None:
    """Say who was at a session and for how many hours, in place of what was said before.

    With ``taught`` the record of a session that has none is written as well: the teacher was there.
    Raises ``Refused`` before the session has begun, for hours beyond those of the session and for
    somebody who is not on the roster; ``WrongState`` for a session that was called off.
    """
    made = locked_class(session.of_class)
    activity = locked_activity(session.activity)
    if activity.state == ActivityState.CALLED_OFF:
        raise WrongState(_("这次课取消了，不用点名。"))
    if not activity.is_over:
        raise Refused(_("还没到上课的时间，到了再点名。"))
    for learner, hours in present.items():
        _check(learner, hours, session)
    session.presences.all().delete()
    rows = [Presence(session=session, learner=who, hours=n) for who, n in present.items()]
    Presence.objects.bulk_create(rows)
    note_changed(made)
    data = {"when": when_of(activity), "n": len(rows)}
    record(actor, ClassVerb.TICKED, made, audience=Audience.UNIONS, data=data)
    if activity.state == ActivityState.PLANNED and taught.strip():
        record_service(
            activity=activity, actor=actor, party=_party_of(made), done=taught.strip(),
            result=Result.SOLVED, hours=session.hours,
        )  # fmt: skip


@transaction.atomic
def note_grade(*, learner: Learner, actor: Actor, grade: int, on: date) -> Learner:
    """Note the skill grade that a learner reached, and on which day.

    Raises ``Refused`` for a grade that is not above the one before, for somebody who never came,
    and for a day to come.
    """
    learner = locked_learner(learner)
    if grade <= (learner.grade_before or 0):
        raise Refused(_("达到的等级要比原来的高。原来的写错了，请先更正。"))
    if on > timezone.localdate():
        raise Refused(_("这一天还没到。"))
    if not learner.presences.exists():
        raise Refused(_("%(person)s还没来上过课。") % {"person": learner.name})
    learner.grade_reached, learner.reached_on = grade, on
    learner.full_clean()
    learner.save()
    words = {"person": learner.name, "grade": in_chinese(SkillGrade(grade).label)}
    record(actor, ClassVerb.GRADED, learner, audience=Audience.UNIONS, data=words)
    return learner


def _check(learner: Learner, hours: Decimal, session: Session) -> None:
    if learner.of_class_id != session.of_class_id:
        raise Refused(_("%(person)s不在这个班的名册上。") % {"person": learner.name})
    if not 0 < hours <= session.hours:
        words = {"person": learner.name, "hours": f"{session.hours.normalize():f}"}
        raise Refused(_("%(person)s：学时要大于0，不超过这次课的%(hours)s学时。") % words)


def _party_of(made: TrainingClass) -> Party:
    if made.teacher:
        return {"helpers": [made.teacher], "companions": []}
    return {"helpers": [], "companions": [made.teacher_name]}
