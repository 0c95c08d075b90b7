"""The background task that sends notices by mail."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .channels import mail
from .models import Notice
from .queries import wants_mail


@task(queue_name=SHORT)
def mail_notice(pk: int) -> None:
    """Mail the notice ``pk``, unless it was mailed before or the recipient wants no mail.

    A failed delivery raises what the mail backend raises; the notice then stays unmailed.
    """
    notice = Notice.objects.select_related("recipient").filter(pk=pk, mailed_at=None).first()
    if notice is None or not wants_mail(notice.recipient):
        return
    mail.send(notice)
    Notice.objects.filter(pk=pk).update(mailed_at=timezone.now())
