"""``hongmajia sms``: how many messages wait and which were not sent; ``--test`` sends one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hongmajia.core.validators import validate_phone
from hongmajia.notices.channels import sms
from hongmajia.notices.channels.protocol import NotDelivered
from hongmajia.notices.enums import DeliveryState
from hongmajia.notices.models import Delivery
from hongmajia.notices.texting import can_text, registered_sms, sample
from hongmajia.spelling import read_phone

SHOWN = 50


class Command(BaseCommand):
    """For whoever runs the product; messages are named by their row, never by number or text."""

    help = "Show messages that wait or were not sent; with --test PHONE, send a sentence to it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--test`` and ``--sentence``."""
        parser.add_argument("--test", metavar="PHONE")
        parser.add_argument("--sentence", choices=sorted(registered_sms()), help="default: a test")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the state, or send the test."""
        if options["test"]:
            self._test(_number(options["test"]), options["sentence"] or "")
        else:
            self._show()

    def _test(self, phone: str, name: str) -> None:
        if not can_text():
            raise CommandError(_("没有设短信平台，发不了短信。"))
        try:
            answer = sms.ask(sample(name, phone))
            self.stdout.write(f"HTTP {answer.status}\n{answer.text}")
            answer.checked()
        except NotDelivered as error:
            raise CommandError(error.in_words()) from None
        self.stdout.write(_("短信平台接受了。"))

    def _show(self) -> None:
        messages = Delivery.objects.filter(channel="sms")
        counts = messages.order_by().values_list("state").annotate(Count("pk"))
        for state, count in counts:
            self.stdout.write(f"{DeliveryState(state).label} {count}")
        for each in messages.not_arrived()[:SHOWN]:
            when = f"{localtime(each.created_at):%Y-%m-%d %H:%M}"
            self.stdout.write(f"{when}  {each.name} {each.pk}  {each.tries} ×  {each.why}")


def _number(text: str) -> str:
    phone = read_phone(text)
    try:
        validate_phone(phone)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return phone
