"""Whether a helper is fit for a visit: licences on the day, and insurance for a dangerous place.

Before dangerous service the volunteer is insured against accidents (志愿服务条例, article 17). A
cadre may overrule a missing insurance with a reason, which the agreement prints; nobody overrules
a missing licence (ADR 104).
"""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.fitness import refuse_unlicensed
from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode
from hongmajia.people.fitness import insurance_of

from .enums import ServiceVerb
from .models import Activity


class Doubtful(Refused):
    """The time is let through on a second word; ``asks`` is its field in ``SecondWord``."""

    def __init__(self, message: str, *, asks: str) -> None:
        super().__init__(message)
        self.asks = asks


def refuse_unfit(activity: Activity, engagement: Engagement, actor: Actor, reason: str) -> None:
    """Raise for a helper who must not go to a visit that is still to come.

    ``Unlicensed`` without a licence that the need takes on that day; without insurance at a
    dangerous place ``Doubtful`` where a cadre may give a ``reason``, else ``Refused``. The reason
    is logged with the engagement. What has taken place already is not doubted.
    """
    if activity.starts_at <= timezone.now():
        return
    need, helper = engagement.need, engagement.helper
    day = timezone.localdate(activity.starts_at)
    refuse_unlicensed(need, helper, day)
    is_there = activity.mode != OfferMode.ONLINE
    if not (is_there and need.dangers) or insurance_of(helper, day):
        return
    _refuse_uninsured(engagement, actor, reason, date_format(day, "DATE_FORMAT"))
    data = {"helper": helper.public_name}
    note, audience = reason.strip(), Audience.PARTIES
    record(actor, ServiceVerb.UNINSURED, engagement, note=note, audience=audience, data=data)


def _refuse_uninsured(engagement: Engagement, actor: Actor, reason: str, day: str) -> None:
    words = {
        "helper": engagement.helper.public_name,
        "day": day,
        "dangers": _("、").join(engagement.need.danger_labels),
    }
    if not actor.has_perm("engagements.choose", engagement):
        says = _(
            "现场有%(dangers)s，%(helper)s%(day)s没有志愿者保险。请先登记保险，"
            "或请工会干部写明原因后来约。"
        )
        raise Refused(says % words)
    if not reason.strip():
        says = _(
            "现场有%(dangers)s，%(helper)s%(day)s没有志愿者保险。请先登记保险；"
            "一定要去，请写明原因。"
        )
        raise Doubtful(says % words, asks="uninsured")


def overrules_of(engagement: Engagement) -> list[str]:
    """The reasons for which visits without insurance were let through, the latest first."""
    events = Event.objects.filter(verb=ServiceVerb.UNINSURED, story=engagement.story)
    found = events.filter(subject_id=engagement.pk).order_by("-pk")
    return list(found.values_list("note", flat=True))
