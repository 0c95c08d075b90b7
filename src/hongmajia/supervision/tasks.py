"""Periodic task: reminding of supervisions that are due or overdue."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from hongmajia.core.clocks import is_workday
from hongmajia.core.queues import SHORT
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.queries import cadres_of

from .enums import SupervisionState
from .models import Supervision
from .queries import due_today


@task(queue_name=SHORT)
def remind_due() -> None:
    """On working days, remind whoever has to answer or to judge today; when late, both unions."""
    if not is_workday(timezone.localdate()):
        return
    for supervision in list(due_today()):
        _remind(supervision)


@transaction.atomic
def _remind(supervision: Supervision) -> None:
    """Nothing happens if it has moved on since it was loaded, or another process reminded."""
    seen = {"state": supervision.state, "reminded_at": supervision.reminded_at}
    rows = Supervision.objects.filter(pk=supervision.pk, **seen)
    if not rows.update(reminded_at=timezone.now()):
        return
    page = reverse("supervision", args=[supervision.pk])
    if supervision.state == SupervisionState.ANSWERED:
        sentence = gettext_lazy("督办等您核验：%(title)s")
        notify(cadres_of(supervision.union), sentence, page, kind=Kind.ACT, title=supervision.need)
        return
    late = supervision.is_overdue
    sentence = gettext_lazy("督办的答复超期了：%(title)s") if late else gettext_lazy(
        "督办的答复今天到期：%(title)s"
    )  # fmt: skip
    people = [*cadres_of(supervision.to_union), *(cadres_of(supervision.union) if late else ())]
    notify(people, sentence, page, kind=Kind.ACT, title=supervision.need)
