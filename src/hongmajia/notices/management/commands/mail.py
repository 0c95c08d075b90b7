"""``hongmajia mail``: how many mails wait and which were given up; ``--again`` tries these."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hongmajia.notices.delivery import resume
from hongmajia.notices.models import Notice

SHOWN = 50


class Command(BaseCommand):
    """For whoever runs the product; recipients are named by the number of their account."""

    help = "Show mails that wait or were given up; with --again, try the latter once more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--again``."""
        parser.add_argument("--again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the state, or resume."""
        if options["again"]:
            self.stdout.write(_("%(n)s封邮件会再发一次。") % {"n": resume()})
            return
        waiting = Notice.objects.filter(mailed_at=None, mail_due_at__isnull=False).count()
        given_up = Notice.objects.given_up().order_by("-mail_given_up_at")
        said = {"waiting": waiting, "given_up": given_up.count()}
        self.stdout.write(_("等着再发的邮件%(waiting)s封，放弃的%(given_up)s封。") % said)
        for notice in given_up[:SHOWN]:
            when = f"{localtime(notice.mail_given_up_at):%Y-%m-%d %H:%M}"
            self.stdout.write(
                f"{when}  notice {notice.pk}  user {notice.recipient_id}"
                f"  {notice.mail_tries} ×  {notice.mail_fault}"
            )
