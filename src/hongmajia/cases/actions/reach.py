"""Counting how far cases and books reach."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, others
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Union
from hongmajia.unions.queries import cadres_of

from ..enums import BookletVerb, CaseVerb, Reading
from ..models import Booklet, Case, CaseUse, DayOfReading, Handout


@transaction.atomic
def say_used(*, case: Case, enterprise: Enterprise, actor: Actor, text: str) -> CaseUse:
    """Note that an enterprise put a published case to use; the case's union is told.

    Raises ``Refused`` for a case that is not published, of the enterprise itself, or noted before,
    or without a word on what it brought.
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("engagement__need")
    case = locked.get(pk=case.pk)
    if not Case.objects.published().filter(pk=case.pk).exists():
        raise Refused(_("这个案例没有发布。"))
    if case.engagement.need.enterprise_id == enterprise.pk:
        raise Refused(_("这个案例写的就是这家企业，不算“用上了”。"))
    if not text.strip():
        raise Refused(_("请写一句带来了什么。"))
    made, is_new = CaseUse.objects.get_or_create(
        case=case, enterprise=enterprise, defaults={"text": text.strip()}
    )
    if not is_new:
        raise Refused(_("这家企业已经说过用上了，一个案例一家只算一次。"))
    record(actor, CaseVerb.USED, case)
    sentence = gettext_lazy("有企业用上了案例“%(title)s”")
    told = others(cadres_of(case.union), actor)
    notify(told, sentence, reverse("case", args=[case.pk]), title=case.title)
    return made


@transaction.atomic
def count_reading(thing: Case | Booklet, kind: Reading, day: date | None = None) -> None:
    """Count one more opening or download on ``day`` (today). Who has read is not known here."""
    which = {"case": thing} if isinstance(thing, Case) else {"booklet": thing}
    row, _is_new = DayOfReading.objects.get_or_create(
        kind=kind, day=day or timezone.localdate(), **which
    )
    DayOfReading.objects.filter(pk=row.pk).update(times=F("times") + 1)


@transaction.atomic
def hand_out(
    *, booklet: Booklet, union: Union, actor: Actor, copies: int, day: date,
    activity: Activity | None = None,
) -> Handout:  # fmt: skip
    """Note copies of a book handed out. Raises ``Refused`` for a day to come, or before the book.

    Raises ``Refused`` also for an activity of a union that is not ``union`` or below it.
    """
    if not booklet.pdf:
        raise Refused(_("这本书还没有排版，不会有发出去的。"))
    if day > timezone.localdate():
        raise Refused(_("日期还没到。"))
    if activity is not None and not activity.union.path.startswith(union.path):
        raise Refused(_("这场活动不是这个工会的。"))
    made = Handout(booklet=booklet, union=union, activity=activity, day=day, copies=copies)
    made.full_clean()
    made.save()
    words = {"union": union.name, "n": copies}
    record(actor, BookletVerb.HANDED_OUT, booklet, data=words)
    return made


@transaction.atomic
def delete_handout(*, handout: Handout, actor: Actor) -> None:
    """Delete a note that was a mistake."""
    words = {"union": handout.union.name, "n": handout.copies}
    booklet = handout.booklet
    handout.delete()
    record(actor, BookletVerb.NOT_HANDED_OUT, booklet, data=words)
