"""``hongmajia person WHO``: what is held of a person; with ``--erase`` erase them."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience, ErasureVerb
from hongmajia.core.errors import Refused
from hongmajia.core.held_data import held_of
from hongmajia.needs.actions import erase_asker
from hongmajia.needs.erasing import asker_of
from hongmajia.needs.models import Need
from hongmajia.unions.models import User

from ...actions import erase_account
from ...erasing import holder_of


class Command(BaseCommand):
    """WHO is a user name, a telephone number of an account, or the tracking code of a need."""

    help = "Write what is held of a person as JSON, or erase them with --erase."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without ``--erase`` nothing changes."""
        parser.add_argument("who", help="user name, telephone number, or tracking code")
        parser.add_argument("--erase", action="store_true", help="erase them for good")

    def handle(self, *args: Any, who: str, erase: bool, **options: Any) -> None:
        """Exit code 1 with what stands against erasing them, or if nobody is found."""
        subject = _found(who)
        if subject is None:
            raise CommandError(_("没有这个账号，也没有这个追踪码。"))
        if erase:
            self._erase(subject)
        else:
            self._tell(subject)

    def _tell(self, subject: User | Need) -> None:
        """Numbers are written in full, so it is logged."""
        person = holder_of(subject) if isinstance(subject, User) else asker_of(subject)
        held = held_of(person)
        record(None, ErasureVerb.TOLD, subject, audience=Audience.UNIONS)
        self.stdout.write(json.dumps(held, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))

    def _erase(self, subject: User | Need) -> None:
        try:
            if isinstance(subject, User):
                done = erase_account(user=subject, actor=None)
            else:
                done = erase_asker(need=subject, actor=None)
        except Refused as error:
            raise CommandError(str(error)) from error
        facts = {"rows": done.rows, "texts": done.texts, "events": done.events, "n": done.files}
        words = _("已删除：%(rows)s行，另有%(texts)s处文字、%(events)s条日志、%(n)s个文件。")
        self.stdout.write(words % facts)


def _found(who: str) -> User | Need | None:
    """The account, else the need with this tracking code."""
    account = User.objects.filter(Q(username=who) | Q(phone=who)).order_by("pk").first()
    return account or Need.objects.filter(tracking_code=who.upper()).first()
