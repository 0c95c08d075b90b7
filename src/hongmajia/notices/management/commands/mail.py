"""``hongmajia mail``: how many mails wait and which did not arrive; ``--again`` tries these."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hongmajia.notices.enums import WAITING
from hongmajia.notices.models import Delivery
from hongmajia.notices.sending import resume

SHOWN = 50


class Command(BaseCommand):
    """For whoever runs the product; recipients are named by the number of their account."""

    help = "Show mails that wait or did not arrive; with --again, try those given up once more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--again``."""
        parser.add_argument("--again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the state, or resume."""
        if options["again"]:
            self.stdout.write(_("%(n)s封邮件会再发一次。") % {"n": resume("mail")})
            return
        mails = Delivery.objects.filter(channel="mail")
        lost = mails.not_arrived()
        said = {"waiting": mails.filter(state__in=WAITING).count(), "lost": lost.count()}
        self.stdout.write(_("等着发的邮件%(waiting)s封，没送到的%(lost)s封。") % said)
        for each in lost[:SHOWN]:
            when = f"{localtime(each.created_at):%Y-%m-%d %H:%M}"
            self.stdout.write(
                f"{when}  delivery {each.pk}  user {each.user_id}  {each.tries} ×  {each.why}"
            )
