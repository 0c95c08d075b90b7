"""Sending notices out of the house."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .channels import mail
from .models import Notice
from .queries import wants_mail


@task(queue_name=SHORT)
def mail_notice(pk: int) -> None:
    """Mail one notice, once, to a person who has not asked us to stop."""
    notice = Notice.objects.select_related("recipient").filter(pk=pk, mailed_at=None).first()
    if notice is None or not wants_mail(notice.recipient):
        return
    mail.send(notice)
    Notice.objects.filter(pk=pk).update(mailed_at=timezone.now())
