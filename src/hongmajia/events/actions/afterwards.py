"""After an event: heads counted by hand, questions with answers, photographs, evaluation."""

from collections.abc import Mapping
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.uploads import delete_file
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union

from ..enums import CriterionVerb, EventVerb
from ..facts import QuestionFacts
from ..models import Criterion, Evaluation, EventPhoto, Headcount, Mark, Question
from .planning import locked, save_words

MOST_PHOTOS = 60
"""Photographs of one event."""


@transaction.atomic
def count_heads(*, activity: Activity, actor: Actor, heads: Mapping[str, int]) -> int:
    """Replace the heads counted by hand: group (``Attendee``) → people. Returns their sum.

    Those who signed up and came, or scanned the code at the door, are counted already. Raises
    ``Refused`` before the activity has begun, ``ValidationError`` for an impossible number.
    """
    activity = locked(activity)
    _refuse_before(activity)
    wanted = {group: n for group, n in heads.items() if n}
    activity.headcounts.exclude(group__in=wanted).delete()
    for group, n in wanted.items():
        row = activity.headcounts.filter(group=group).first() or Headcount(activity=activity)
        row.group, row.heads = group, n
        row.full_clean(exclude=["activity"])
        row.save()
    total = sum(wanted.values())
    record(actor, EventVerb.HEADS_COUNTED, activity, data={"n": total})
    return total


@transaction.atomic
def note_question(*, activity: Activity, actor: Actor, **facts: Unpack[QuestionFacts]) -> Question:
    """Note a question that was raised at the event, with its answer if there was one.

    Raises ``Refused`` before the event has begun, ``ValidationError`` for invalid facts.
    """
    activity = locked(activity)
    _refuse_before(activity)
    asked = Question(activity=activity, **facts)
    save_words(asked)
    record(actor, EventVerb.QUESTION_NOTED, activity, data={"text": asked.text[:60]})
    return asked


@transaction.atomic
def change_question(
    *, question: Question, actor: Actor, **facts: Unpack[QuestionFacts]
) -> Question:
    """Change a question, or write down its answer. Raises ``ValidationError`` for invalid facts."""
    activity = locked(question.activity)
    for field, value in facts.items():
        setattr(question, field, value)
    save_words(question)
    record(actor, EventVerb.QUESTION_ANSWERED, activity, data={"text": question.text[:60]})
    return question


@transaction.atomic
def delete_question(*, question: Question, actor: Actor) -> None:
    """Delete a question that was noted by mistake."""
    activity = locked(question.activity)
    question.delete()
    record(actor, EventVerb.QUESTION_DELETED, activity)


@transaction.atomic
def add_event_photo(
    *,
    activity: Activity,
    actor: Actor,
    image: "File[Any]",
    caption: str = "",
    shows_faces: bool = True,
    consent_note: str = "",
) -> EventPhoto:
    """Add a photograph, already re-encoded; one with faces is public once consent is noted.

    Raises ``Refused`` for more than ``MOST_PHOTOS``.
    """
    activity = locked(activity)
    if activity.event_photos.count() >= MOST_PHOTOS:
        raise Refused(_("一场最多%(n)s张照片。") % {"n": MOST_PHOTOS})
    agreed = timezone.now() if shows_faces and consent_note.strip() else None
    photo = EventPhoto(
        activity=activity, image=image, caption=caption, shows_faces=shows_faces,
        consent_note=consent_note.strip(), consented_at=agreed,
    )  # fmt: skip
    photo.full_clean(exclude=["activity", "image"])
    photo.save()
    record(actor, EventVerb.PICTURED, activity)
    return photo


@transaction.atomic
def agree_to_photo(*, photo: EventPhoto, actor: Actor, consent_note: str) -> EventPhoto:
    """Note that the people on a photograph agreed; ``consent_note`` says where that is filed."""
    photo.agree(consent_note)
    record(actor, EventVerb.PHOTO_CONSENTED, photo.activity, note=photo.consent_note)
    return photo


@transaction.atomic
def delete_event_photo(*, photo: EventPhoto, actor: Actor) -> None:
    """Delete a photograph with its file, because somebody on it may have asked for that."""
    delete_file(photo.image)
    photo.delete()
    record(actor, EventVerb.UNPICTURED, photo.activity)


@transaction.atomic
def set_criteria(*, season: Season, actor: Actor, criteria: Mapping[str, int]) -> None:
    """Set the criteria of a season: name → most marks, in their order.

    Raises ``Refused`` if one would be dropped, or get fewer marks than were given, by which an
    activity has been evaluated already.
    """
    season = Season.objects.select_for_update(of=("self",)).get(pk=season.pk)
    for there in season.criteria.all():
        given = max(there.marks.values_list("marks", flat=True), default=None)
        if given is not None and criteria.get(there.name, -1) < given:
            raise Refused(
                _("已经按“%(name)s”评过，不能删，满分也不能改低。") % {"name": there.name}
            )
        if there.name not in criteria:
            there.delete()
    for name, most in criteria.items():
        row = season.criteria.filter(name=name).first() or Criterion(season=season, name=name)
        row.most = most
        row.full_clean(exclude=["season"])
        row.save()
    record(actor, CriterionVerb.SET, season, data={"n": len(criteria)})


@transaction.atomic
def evaluate(
    *, activity: Activity, actor: Actor, by: Union, marks: Mapping[Criterion, int], words: str
) -> Evaluation:
    """Evaluate an activity that was held, as the union ``by`` above; a second time replaces it.

    Raises ``Refused`` for an activity that is not recorded, a season without criteria, or marks
    that are missing or beyond the most.
    """
    activity = locked(activity)
    if activity.state != ActivityState.HELD:
        raise Refused(_("写好服务记录的活动才能评估。"))
    criteria = list(activity.season.criteria.all())
    if not criteria:
        raise Refused(_("这一年还没有定评估标准。"))
    for one in criteria:
        if not 0 <= marks.get(one, -1) <= one.most:
            said = _("“%(name)s”请打0到%(most)s分。")
            raise Refused(said % {"name": one.name, "most": one.most})
    made = Evaluation.objects.filter(activity=activity).first() or Evaluation(activity=activity)
    made.union, made.words, made.at = by, words, timezone.now()
    made.full_clean(exclude=["activity"])
    made.save()
    made.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(evaluation=made, criterion=one, marks=marks[one]) for one in criteria
    )
    given = {"union": by.name, "marks": sum(marks[one] for one in criteria)}
    record(actor, EventVerb.EVALUATED, activity, data=given)
    return made


def _refuse_before(activity: Activity) -> None:
    if not activity.is_over:
        raise Refused(_("活动还没开始，办了再记。"))
