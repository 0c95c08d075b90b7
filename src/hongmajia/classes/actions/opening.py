"""Opening a class, changing it, planning its sessions."""

from datetime import datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.withholding import save_public
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side
from hongmajia.services.actions import plan_activity, when_of
from hongmajia.services.bookings import FIRST_WORD, SecondWord
from hongmajia.services.enums import ActivityForm, ActivityKind
from hongmajia.unions.models import Union
from hongmajia.unions.stages import refuse_before_first, seasons_for

from ..enums import ClassVerb
from ..facts import ClassFacts
from ..models import Session, TrainingClass
from ..queries import named_in_class
from ..told import SESSION

MOST_SESSIONS = 100


@transaction.atomic
def open_class(*, union: Union, actor: Actor, **facts: Unpack[ClassFacts]) -> TrainingClass:
    """Open a class of ``union`` in the present season.

    Raises ``ValidationError`` for invalid facts, ``Refused`` before the first season has begun and
    without a teacher.
    """
    seasons = seasons_for(union)
    season = refuse_before_first(seasons.current(), seasons)
    made = TrainingClass(season=season, union=union, opened_by=account_of(actor), **facts)
    _save(made)
    data = {"title": made.title}
    record(actor, ClassVerb.OPENED, made, audience=Audience.UNIONS, data=data)
    return made


@transaction.atomic
def change_class(
    *, made: TrainingClass, actor: Actor, **facts: Unpack[ClassFacts]
) -> TrainingClass:
    """Save the facts that differ; the sessions keep their own places. Raises as ``open_class``."""
    made = locked_class(made)
    changed = [name for name, value in facts.items() if getattr(made, name) != value]
    if "region" in changed and made.sessions.exists():
        raise Refused(_("已经安排了课，不能再换地区：数字按地区算。"))
    for name, value in facts.items():
        setattr(made, name, value)
    _save(made)
    if changed:
        data = {"fields": field_labels(TrainingClass, changed)}
        record(actor, ClassVerb.CHANGED, made, audience=Audience.UNIONS, data=data)
    return made


@transaction.atomic
def plan_session(
    *,
    made: TrainingClass,
    actor: Actor,
    starts_at: datetime,
    ends_at: datetime,
    hours: Decimal,
    place: str = "",
    word: SecondWord = FIRST_WORD,
) -> Session:
    """Plan one session, which is an activity of its own; the teacher on the roll is told.

    ``hours`` are those of teaching. Raises what ``plan_activity`` raises, ``Refused`` for more
    hours than it lasts and beyond ``MOST_SESSIONS``.
    """
    made = locked_class(made)
    n = made.sessions.count() + 1
    if n > MOST_SESSIONS:
        raise Refused(_("一个班最多%(n)s次课。") % {"n": MOST_SESSIONS})
    if hours * 2700 > Decimal((ends_at - starts_at).total_seconds()):  # 学时 of 45 minutes
        raise Refused(_("学时比上课的时间还长，请核对：一学时45分钟。"))
    title = _("%(title)s第%(n)s次课") % {"title": made.title[:48], "n": n}
    activity = plan_activity(
        union=made.union, actor=actor, word=word, title=title, form=ActivityForm.TRAINING,
        kind=ActivityKind.ASSISTANCE, starts_at=starts_at, ends_at=ends_at, region=made.region,
        place=place or made.place,
    )  # fmt: skip
    session = Session(of_class=made, activity=activity, hours=hours)
    session.full_clean()
    session.save()
    when = when_of(activity)
    data = {"when": when}
    record(actor, ClassVerb.SESSION_PLANNED, made, audience=Audience.UNIONS, data=data)
    if made.teacher:
        page = reverse("activity", args=[activity.pk])
        side, story = helper_side(made.teacher), activity.story
        tell(side, SESSION, page, actor, story=story, title=activity, when=when)
    return session


def locked_class(made: TrainingClass) -> TrainingClass:
    """The class as it is now, locked until the transaction ends."""
    rows = TrainingClass.objects.select_for_update(of=("self",))
    found: TrainingClass = rows.select_related("season", "union", "region", "teacher").get(
        pk=made.pk
    )
    return found


def note_changed(made: TrainingClass) -> None:
    """Let programs that read the class hear that something was taken out of it.

    What is added notes it by itself (``core.changes``).
    """
    TrainingClass.objects.filter(pk=made.pk).update(title=made.title)


def _save(made: TrainingClass) -> None:
    if not (made.teacher or made.teacher_name.strip()):
        raise Refused(_("请写明谁来教。"))
    made.full_clean(exclude=["opened_by"])
    save_public(made, named_in_class(made))
