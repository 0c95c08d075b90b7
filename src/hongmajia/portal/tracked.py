"""What the page of a tracked need tells of its helpers: dates, messages, records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from hongmajia.engagements.models import Engagement
from hongmajia.guidance.enums import Side
from hongmajia.guidance.models import Message
from hongmajia.needs.models import Need
from hongmajia.services.models import Activity, Attendance, RecordPhoto, ServiceRecord
from hongmajia.services.queries import records_of


@dataclass
class Helped:
    """One helper who has agreed: the visit to come, what they wrote, and the records."""

    engagement: Engagement
    visit: Activity | None = None
    wrote: dict[str, Any] = field(default_factory=dict)
    """``n`` messages of the helper, the last of them at ``last``."""
    records: list[ServiceRecord] = field(default_factory=list)

    @property
    def may_answer_date(self) -> bool:
        """Whether a date can still be wished or refused: the helper has not been there."""
        return self.engagement.is_working and not (self.visit and self.visit.is_over)


def helped_by(need: Need) -> list[Helped]:
    """The helpers of a need as its asker follows them, in a fixed number of queries."""
    agreed = list(need.engagements.agreed().with_details())
    if not agreed:
        return []
    visits, wrote = next_visits(agreed), _written(agreed)
    records = _records(agreed, need)
    return [
        Helped(one, visits.get(one.pk), wrote.get(one.pk, {}), records.get(one.pk, []))
        for one in agreed
    ]


def visits_of(need: Need) -> Any:
    """All activities of a need, each once, also those called off, for its calendar."""
    found = Activity.objects.filter(engagements__need=need).distinct()
    return found.select_related("region__parent")


def next_visits(agreed: Sequence[Engagement]) -> dict[int, Activity]:
    """Engagement key → its earliest planned visit."""
    planned = Activity.objects.planned().filter(engagements__in=agreed).distinct()
    rows = planned.select_related("region__parent").prefetch_related("engagements")
    found: dict[int, Activity] = {}
    for visit in rows.order_by("starts_at"):
        for engagement in visit.engagements.all():
            found.setdefault(engagement.pk, visit)
    return found


def _written(agreed: Sequence[Engagement]) -> dict[int, dict[str, Any]]:
    """Engagement key → how many messages its helper wrote, and when the last."""
    said = Message.objects.filter(engagement__in=agreed, side=Side.HELPER, taken_back_at=None)
    rows = said.order_by().values("engagement").annotate(n=Count("pk"), last=Max("sent_at"))
    return {row["engagement"]: dict(row) for row in rows}


def _records(agreed: Sequence[Engagement], need: Need) -> dict[int, list[ServiceRecord]]:
    """Engagement key → its records, as whoever has the code of the need may see them."""
    rows = records_of(agreed, photos=photos_for(need), people=_people_for(need))
    found: dict[int, list[ServiceRecord]] = {}
    for record in rows.prefetch_related("activity__engagements"):
        _show_without_account(record.photos.all(), need)
        for engagement in record.activity.engagements.all():
            found.setdefault(engagement.pk, []).append(record)
    return found


def _show_without_account(photos: Any, need: Need) -> None:
    """Give each photograph the address for whoever has the code."""
    for photo in photos:
        photo.seen_at = reverse("track_record_photo", args=[need.tracking_code, photo.pk])


def photos_for(need: Need) -> QuerySet[RecordPhoto]:
    """The photographs of services for the need.

    Those of an activity that served other firms too may show their people and workshops: only what
    may be published is among them.
    """
    served = RecordPhoto.objects.filter(record__activity__engagements__need=need).distinct()
    may_be_published = Q(shows_faces=False) | Q(consented_at__isnull=False)
    return served.filter(~Q(record__activity__in=_shared(need)) | may_be_published)


def _people_for(need: Need) -> QuerySet[Attendance]:
    """Who came; without the companions, whose names were typed, where other firms were served."""
    on_the_roll = Q(helper__isnull=False)
    return Attendance.objects.filter(~Q(activity__in=_shared(need)) | on_the_roll)


def _shared(need: Need) -> QuerySet[Activity]:
    """Activities that served needs of other firms."""
    others = Need.objects.exclude(pk=need.pk)
    if need.enterprise_id:
        others = others.exclude(enterprise=need.enterprise_id)
    return Activity.objects.filter(engagements__need__in=others)
