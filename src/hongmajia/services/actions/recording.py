"""Writing, correcting and withdrawing the record of a service; its photographs and suggestions."""

from collections.abc import Callable, Iterable
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import check, move
from hongmajia.core.withholding import save_public
from hongmajia.engagements.actions import (
    continue_tackling,
    serve,
    serve_partly,
    serve_unsolved,
    unserve,
)
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Enterprise

from ..enums import Adoption, Result, ServiceVerb
from ..facts import Party, RecordFacts, SuggestionFacts, TrainingFacts
from ..models import (
    Activity,
    Attendance,
    Confirmation,
    RecordPhoto,
    ServiceRecord,
    Suggestion,
    Training,
)
from ..parties import parties_at
from ..states import TRANSITIONS
from ..told import CORRECTED, RECORD_WITHDRAWN, RECORDED, TACKLING
from .activities import locked_activity, record_by
from .notifying import notify_askers, notify_cadres, notify_helpers, thank_those_who_came
from .tackling import next_milestone_due
from .visiting import name_firms

MAX_PHOTOS = 9
OPEN = (EngagementState.ACCEPTED, EngagementState.SCHEDULED)


@transaction.atomic
def record_service(
    *,
    activity: Activity,
    actor: Actor,
    party: Party,
    photos: Iterable["File[Any]"] = (),
    suggestions: Iterable[SuggestionFacts] = (),
    trainings: Iterable[TrainingFacts] = (),
    enterprises: Iterable[Enterprise] | None = None,
    **facts: Unpack[RecordFacts],
) -> ServiceRecord:
    """Store the record of an activity and move its engagements on according to ``result``.

    A solved or unsolved problem goes to the enterprise for confirmation; a long-term one (攻关) is
    worked on by milestones. Ledger, figures, certificate and case all read this record
    (docs/domain.md, rule 1). ``enterprises`` are those visited (``name_firms``); ``None`` leaves
    what the plan says. Raises ``WrongState`` unless the activity is planned, ``Refused``
    before it has started, ``ValidationError`` for invalid facts.
    """
    activity = locked_activity(activity)
    check(activity, TRANSITIONS, ServiceVerb.HELD)
    if not activity.is_over:
        raise Refused(_("还没到约好的时间。提前办了，请先改时间再写记录。"))
    written = ServiceRecord(activity=activity, written_by=account_of(actor), **facts)
    _save_record(written)
    _save_party(activity, party)
    _save_suggestions_and_trainings(written, suggestions, trainings)
    if enterprises is not None:
        name_firms(activity=activity, actor=actor, enterprises=enterprises)
    add_photos(written=written, photos=photos)
    move(activity, TRANSITIONS, ServiceVerb.HELD, actor=actor)
    for engagement in activity.engagements.filter(state__in=OPEN):
        _advance_engagement(engagement, written, actor)
    _notify_all(written, actor)
    thank_those_who_came(activity)
    return written


@transaction.atomic
def correct_record(
    *,
    written: ServiceRecord,
    actor: Actor,
    party: Party,
    suggestions: Iterable[SuggestionFacts] = (),
    trainings: Iterable[TrainingFacts] = (),
    enterprises: Iterable[Enterprise] | None = None,
    **facts: Unpack[RecordFacts],
) -> ServiceRecord:
    """Correct a record; the log names the fields, the history table keeps their former values.

    Raises ``Refused`` if ``result`` differs: others have acted on it, so the record has to be
    withdrawn and written again.
    """
    activity = locked_activity(written.activity)
    check(activity, TRANSITIONS, ServiceVerb.WITHDRAWN)
    if facts.get("result", written.result) != written.result:
        raise Refused(_("结果改了，企业要重新确认。请先撤回这份记录，再写一份。"))
    changed = _apply_changes(written, facts)
    written.known_since = timezone.now()
    _save_record(written)
    _save_party(activity, party)
    _save_suggestions_and_trainings(written, suggestions, trainings)
    if enterprises is not None:
        name_firms(activity=activity, actor=actor, enterprises=enterprises)
    fields = changed or [in_chinese(gettext_lazy("细目"))]
    record(actor, ServiceVerb.CORRECTED, activity, data={"fields": fields})
    notify_askers(activity, CORRECTED, actor)
    return written


@transaction.atomic
def withdraw_record(*, written: ServiceRecord, actor: Actor, reason: str) -> Activity:
    """Delete a wrong record with its attendances and confirmations, and notify everybody concerned.

    All figures follow, because they are counted from these rows. The activity is planned again and
    its engagements go back to the state before the record. The log keeps the reason and a summary
    of the record. Raises ``Refused`` without a reason.
    """
    require_reason(reason, _("请写明为什么撤回，双方和工会会看到。"))
    activity = locked_activity(written.activity)
    engagements = list(activity.engagements.all())
    for engagement in engagements:
        if engagement.state in (EngagementState.SERVED, EngagementState.CONFIRMED):
            Confirmation.objects.filter(engagement=engagement).delete()
            unserve(engagement=engagement, actor=actor, reason=reason)
    move(
        activity,
        TRANSITIONS,
        ServiceVerb.WITHDRAWN,
        actor=actor,
        due_at=record_by(activity),
        note=reason,
        audience=Audience.PARTIES,
        data=_summary_for_log(written),
    )
    for notify_group in (notify_askers, notify_helpers, notify_cadres):
        notify_group(activity, RECORD_WITHDRAWN, actor, why=reason)
    activity.attendances.all().delete()
    written.delete()
    return activity


@transaction.atomic
def add_photos(*, written: ServiceRecord, photos: Iterable["File[Any]"]) -> None:
    """Add photographs; only the two sides and their unions see them until they may be published.

    Raises ``Refused`` for more than ``MAX_PHOTOS`` in all.
    """
    photos = list(photos)
    if written.photos.count() + len(photos) > MAX_PHOTOS:
        raise Refused(_("照片最多%(n)s张，请去掉几张再提交。") % {"n": MAX_PHOTOS})
    for photo in photos:
        RecordPhoto.objects.create(record=written, image=photo)


@transaction.atomic
def consent_to_photo(*, photo: RecordPhoto, actor: Actor, shows_faces: bool, agreed: bool) -> None:
    """Store whether people can be recognised, and whether they agreed to publication."""
    photo.shows_faces = shows_faces
    photo.consented_at = timezone.now() if shows_faces and agreed else None
    photo.save(update_fields=["shows_faces", "consented_at"])
    label = [in_chinese(gettext_lazy("照片是否可以公开"))]
    record(actor, ServiceVerb.CORRECTED, photo.record.activity, data={"fields": label})


@transaction.atomic
def answer_suggestion(*, suggestion: Suggestion, actor: Actor, adoption: str, benefit: str) -> None:
    """Store whether the enterprise adopted the suggestion, and with what benefit."""
    suggestion.adoption, suggestion.benefit = Adoption(adoption), benefit
    suggestion.full_clean()
    save_public(suggestion, parties_at(suggestion.record.activity))
    data = {"text": suggestion.text, "adoption": in_chinese(Adoption(adoption).label)}
    record(actor, ServiceVerb.ADOPTION, suggestion.record.activity, data=data)


# ---- parts ----


def _advance_engagement(engagement: Engagement, written: ServiceRecord, actor: Actor) -> None:
    """Move the engagement on according to the result of the record."""
    words = in_chinese(Result(written.result).label)
    acts: dict[str, Callable[[], Any]] = {
        Result.SOLVED: lambda: serve(engagement=engagement, actor=actor, result=words),
        Result.PARTLY: lambda: serve_partly(engagement=engagement, actor=actor, result=words),
        Result.UNSOLVED: lambda: serve_unsolved(
            engagement=engagement, actor=actor, result=words, note=written.done
        ),
        Result.TACKLING: lambda: continue_tackling(
            engagement=engagement, actor=actor, due_at=next_milestone_due(engagement)
        ),
    }
    acts[written.result]()


def _notify_all(written: ServiceRecord, actor: Actor) -> None:
    if written.result == Result.TACKLING:
        notify_askers(written.activity, TACKLING, actor)
    else:
        notify_askers(written.activity, RECORDED, actor, kind=Kind.ACT)
    notify_cadres(written.activity, gettext_lazy("%(title)s：服务记录写好了"), actor)


def _save_record(written: ServiceRecord) -> None:
    if written.learners > written.visitors:
        raise Refused(_("跟着学的不会比来的人多，请核对人数。"))
    written.full_clean(exclude=["written_by"])
    save_public(written, parties_at(written.activity))


def _apply_changes(written: ServiceRecord, facts: RecordFacts) -> list[str]:
    """Set the fields that differ and return their labels in Chinese."""
    differing = {name: value for name, value in facts.items() if getattr(written, name) != value}
    for name, value in differing.items():
        setattr(written, name, value)
    fields = ServiceRecord._meta.fields
    return [in_chinese(field.verbose_name) for field in fields if field.name in differing]


def _save_party(activity: Activity, party: Party) -> None:
    if not party["helpers"] and not party["companions"]:
        raise Refused(_("请写谁去了，至少一位。"))
    activity.attendances.all().delete()
    rows = [Attendance(activity=activity, helper=helper) for helper in party["helpers"]]
    rows += [Attendance(activity=activity, name=name) for name in party["companions"]]
    Attendance.objects.bulk_create(rows)


def _save_suggestions_and_trainings(
    written: ServiceRecord,
    suggestions: Iterable[SuggestionFacts],
    trainings: Iterable[TrainingFacts],
) -> None:
    """Replace suggestions and trainings; an unchanged suggestion keeps its row and its benefit."""
    texts = {row["text"]: row for row in suggestions}
    written.suggestions.exclude(text__in=texts).delete()
    parties = parties_at(written.activity)
    for text, row in texts.items():
        kept = written.suggestions.filter(text=text).first()
        suggestion = kept or Suggestion(record=written, text=text)
        suggestion.adoption = Adoption(row["adoption"])
        save_public(suggestion, parties)
    written.trainings.all().delete()
    for training in trainings:
        Training.objects.create(record=written, **training)


def _summary_for_log(written: ServiceRecord) -> dict[str, Any]:
    """The main facts of a record about to be deleted, to be kept in the log."""
    return {"result": written.result, "done": written.done, "hours": str(written.hours)}
