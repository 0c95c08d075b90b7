"""What stands against erasing somebody who signed up, or is waiting for an answer."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.whose_rows import TheirRows
from hongmajia.people.models import Helper

from .enums import ObjectionState
from .models import Objection, SignUp


def coming_activities(rows: TheirRows) -> Iterator[str]:
    """A sentence for each activity to come for which they signed up."""
    theirs = SignUp.objects.filter(
        pk__in=rows.of(SignUp), came_at=None, activity__ends_at__gt=timezone.now()
    )
    for sign_up in theirs.select_related("activity"):
        yield _("报名的“%(title)s”还没有办，请先取消报名。") % {"title": sign_up.activity.title}


def open_objections(rows: TheirRows) -> Iterator[str]:
    """A sentence if an objection to their hours is unanswered."""
    open_ones = Objection.objects.filter(helper__in=rows.of(Helper), state=ObjectionState.OPEN)
    if open_ones.exists():
        yield _("对服务时长的异议还没有答复，请等工会答复。")
