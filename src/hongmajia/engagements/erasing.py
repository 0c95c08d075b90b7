"""What stands against erasing a helper or an asker: help that is under way."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.whose_rows import TheirRows
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from .enums import FINISHED, LIVE
from .models import Engagement


def open_engagements(rows: TheirRows) -> Iterator[str]:
    """A sentence for each engagement of theirs that is not over."""
    live = _of(rows).filter(state__in=LIVE)
    for engagement in live.select_related("need__season").order_by("pk"):
        words = _("需求%(number)s的帮扶还没有完，请先办完，或取消。")
        yield words % {"number": engagement.need.number}


def dangerous_work(rows: TheirRows) -> Iterator[str]:
    """A sentence for dangerous work of late: who was there is kept while they may still claim.

    民法典第188条: three years from when the harm is known; ``settings.KEEP_DANGEROUS_DAYS``.
    """
    since = timezone.now() - settings.KEEP_DANGEROUS_DAYS
    done = _of(rows).filter(state__in=FINISHED, held_since__gt=since).exclude(need__dangers=[])
    last = done.select_related("need__season").order_by("-held_since").first()
    if last:
        day = timezone.localdate(last.held_since + settings.KEEP_DANGEROUS_DAYS)
        facts = {"number": last.need.number, "day": day.isoformat()}
        yield _("需求%(number)s现场有危险作业，出了事要能追查，按规定保存到%(day)s。") % facts


def _of(rows: TheirRows) -> QuerySet[Engagement]:
    return Engagement.objects.filter(Q(helper__in=rows.of(Helper)) | Q(need__in=rows.of(Need)))
