"""Objecting to a record of service, and answering the objection (ADR 104)."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.states import move
from hongmajia.needs.queries import union_side
from hongmajia.notices.enums import Kind
from hongmajia.notices.telling import tell
from hongmajia.people.models import Helper
from hongmajia.people.queries import helper_side

from ..enums import ActivityState, ObjectionState, ServiceVerb
from ..models import Activity, Objection
from ..states import CORRECTING, UPHOLDING
from .activities import locked_activity


@transaction.atomic
def object_to_record(*, activity: Activity, helper: Helper, actor: Actor, reason: str) -> Objection:
    """Object to what a record says of an artisan; the organising union is to answer.

    Raises ``Refused`` without a reason and for an artisan who is not on the record, ``WrongState``
    without a record or while another objection is open.
    """
    require_reason(reason, _("请写明哪里不对，应该是怎样。"))
    activity = locked_activity(activity)
    if activity.state != ActivityState.HELD:
        raise WrongState(_("这次活动现在没有服务记录。"))
    if not activity.attendances.filter(helper=helper).exists():
        raise Refused(_("这份记录里没有%(helper)s。") % {"helper": helper.public_name})
    if activity.objections.open().filter(helper=helper).exists():
        raise WrongState(_("已经提过异议，等%(union)s答复。") % {"union": activity.union})
    made = Objection.objects.create(
        activity=activity, helper=helper, reason=reason.strip(), made_by=account_of(actor)
    )
    data = {"title": activity.title}
    record(
        actor, ServiceVerb.OBJECTED, made, note=made.reason, audience=Audience.PARTIES, data=data
    )
    sentence = gettext_lazy("%(helper)s对服务记录有异议：%(title)s")
    page = reverse("objection", args=[made.pk])
    words: dict[str, Any] = {"helper": helper, "title": activity}
    tell(union_side(activity.union), sentence, page, actor, kind=Kind.ACT, **words)
    return made


@transaction.atomic
def answer_objection(
    *, objection: Objection, actor: Actor, is_corrected: bool, answer: str
) -> Objection:
    """Answer an objection: the record was corrected, or stands; ``answer`` says what or why.

    Raises ``Refused`` without an answer, and for a correction that has not been written;
    ``WrongState`` if it was answered already.
    """
    require_reason(answer, _("请写明更正了什么，或者为什么维持，本人会看到。"))
    found = Objection.objects.select_for_update(of=("self",)).select_related("activity__union")
    objection = found.get(pk=objection.pk)
    if objection.state != ObjectionState.OPEN:
        raise WrongState(_("这份异议已经答复过了。"))
    if is_corrected and not _was_corrected(objection):
        raise Refused(_("记录还没有改。请先更正服务记录，再来答复。"))
    said = ObjectionState.CORRECTED if is_corrected else ObjectionState.REFUSED
    move(
        objection, CORRECTING if is_corrected else UPHOLDING, ServiceVerb.OBJECTION_ANSWERED,
        actor=actor, note=answer.strip(), audience=Audience.PARTIES,
        data={"answer": in_chinese(said.label)}, answer=answer.strip(),
        answered_at=timezone.now(), answered_by=account_of(actor),
    )  # fmt: skip
    sentence = gettext_lazy("您对“%(title)s”的异议有答复了：%(answer)s")
    page = reverse("objection", args=[objection.pk])
    words: dict[str, Any] = {"title": objection.activity, "answer": objection.answer}
    tell(helper_side(objection.helper), sentence, page, actor, **words)
    return objection


def _was_corrected(objection: Objection) -> bool:
    """Whether the record was corrected, or withdrawn, since the objection."""
    written = getattr(objection.activity, "record", None)
    return written is None or written.known_since > objection.made_at
